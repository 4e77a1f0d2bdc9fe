//! The network against small tables and against brute force.

use super::*;
use chrono::NaiveDate;
use proptest::prelude::*;

fn date(text: &str) -> Interval {
    text.parse::<crate::time::Edtf>().unwrap().interval()
}

fn facts(dates: &[&str]) -> Vec<Happening> {
    dates.iter().map(|d| Happening::new(date(d), true)).collect()
}

fn written(solution: &Solution) -> Vec<String> {
    solution.bounds.iter().map(|b| crate::time::Edtf::within(*b).to_string()).collect()
}

#[test]
fn bounds_follow_the_links() {
    for (dates, cues, expected) in [
        (vec!["2020-01-03", "XXXX"], vec![Cue::before(0, 1, 5)], vec!["2020-01-03", "[2020-01-03..]"]),
        (vec!["2020-01-03", "XXXX"], vec![Cue::apart(0, 1, Distance::exactly(2), 5)], vec!["2020-01-03", "2020-01-05"]),
        (vec!["2020-11", "XXXX"], vec![Cue::same_day(0, 1, 5)], vec!["2020-11", "2020-11"]),
        (
            vec!["2020-01", "XXXX", "2020-03"],
            vec![Cue::before(0, 1, 5), Cue::before(1, 2, 5)],
            vec!["2020-01", "[2020-01..2020-03]", "2020-03"],
        ),
        (vec!["2020", "2020-05-04"], vec![Cue::before(1, 0, 5)], vec!["[2020-05-04..2020-12]", "2020-05-04"]),
    ] {
        let solution = solve(&facts(&dates), &cues, |i| i);
        assert_eq!(written(&solution), expected);
        assert!(solution.contradictions.is_empty());
    }
}

#[test]
fn what_did_not_happen_never_constrains_what_did() {
    let mut happenings = facts(&["2020-12-03", "XXXX"]);
    happenings[0].fact = false;
    let solution = solve(&happenings, &[Cue::before(0, 1, 5)], |i| i);
    assert_eq!(written(&solution), ["2020-12-03", "XXXX"]);
    let solution = solve(&happenings, &[Cue::before(1, 0, 5)], |i| i);
    assert_eq!(written(&solution), ["2020-12-03", "XXXX"]);
}

#[test]
fn a_contradiction_sets_its_weakest_link_aside() {
    // The dates say 0 before 1; a weak cue says otherwise.
    let solution = solve(&facts(&["2020-01", "2020-03"]), &[Cue::before(1, 0, 3)], |i| i);
    assert_eq!(solution.contradictions.len(), 1);
    assert_eq!(solution.contradictions[0].set_aside, 0);
    assert_eq!(written(&solution), ["2020-01", "2020-03"]);
    // A ring of undated events: only the weakest goes.
    let ring = [Cue::before(0, 1, 7), Cue::before(1, 2, 4), Cue::before(2, 0, 9)];
    let solution = solve(&facts(&["XXXX", "XXXX", "XXXX"]), &ring, |i| i);
    assert_eq!(solution.contradictions, [Contradiction { cycle: solution.contradictions[0].cycle.clone(), dates: vec![], set_aside: 1 }]);
    assert_eq!(solution.contradictions[0].cycle.len(), 3);
    assert_eq!(solution.listing, [2, 0, 1]);
    // Two exact distances that differ.
    let solution =
        solve(&facts(&["XXXX", "XXXX"]), &[Cue::apart(0, 1, Distance::exactly(2), 5), Cue::apart(0, 1, Distance::exactly(3), 6)], |i| i);
    assert_eq!(solution.contradictions[0].set_aside, 0);
}

#[test]
fn the_listing_draws_the_undated_to_their_place() {
    let happenings = facts(&["XXXX", "2020-01", "2020-03", "XXXX", "2020-02"]);
    // 0 comes before March, 3 after January.
    let solution = solve(&happenings, &[Cue::before(0, 2, 5), Cue::before(1, 3, 5)], |i| i);
    assert_eq!(solution.listing, [1, 3, 4, 0, 2]);
}

#[test]
fn after_keeps_only_what_is_not_implied() {
    let happenings = facts(&["2020-01", "2020-03", "XXXX", "XXXX"]);
    let cues = [Cue::before(0, 1, 5), Cue::before(1, 2, 5), Cue::before(0, 2, 5), Cue::before(2, 3, 5), Cue::before(1, 3, 5)];
    let solution = solve(&happenings, &cues, |i| i);
    assert_eq!(solution.after, [vec![], vec![], vec![1], vec![2]]);
}

#[test]
fn what_lasts_has_an_end() {
    for (days, end, expected) in [
        ((Some(0), None), End::CountedFrom, "[2020-03-31..]"),
        ((Some(0), None), End::Ignored, "[2020-01..]"),
        ((Some(0), None), End::NotPassed, "[2020-01..2020-03]"),
        ((Some(2), Some(2)), End::CountedFrom, "2020-04-02"),
    ] {
        let mut happenings = facts(&["2020-01/2020-03", "XXXX"]);
        happenings[0].end = Some(date("2020-03-31"));
        let solution = solve(&happenings, &[Cue { days, end, ..Cue::before(0, 1, 5) }], |i| i);
        assert_eq!(written(&solution)[1], expected, "{end:?}");
    }
}

/// Small networks: up to five happenings within twelve days, each with a window and some with an end, and up to six cues. The first may have an
/// end on whatever day.
fn networks() -> impl Strategy<Value = (Vec<Happening>, Vec<Cue>)> {
    let window = (0..12i64, 0..6i64, any::<bool>(), 0..8i64, 0..3i64);
    (2..5usize).prop_flat_map(move |n| {
        let windows = proptest::collection::vec(window.clone(), n);
        let cue = (0..n, 0..n, 0..4i64, 0..3i64, 0..6u8, 1..9u8);
        (windows, proptest::collection::vec(cue, 0..6), any::<bool>()).prop_map(|(windows, cues, undated)| {
            let mut happenings: Vec<Happening> = windows
                .into_iter()
                .map(|(first, length, open, lasts, more)| Happening {
                    asserted: Interval::new(Some(day(first)), (!open).then(|| day(first + length))).unwrap(),
                    fact: true,
                    end: (!open && lasts < 4).then(|| Interval::new(Some(day(first + lasts)), Some(day(first + lasts + more))).unwrap()),
                })
                .collect();
            if undated {
                happenings[0].end = Some(Interval::ALWAYS);
            }
            let cues = cues
                .into_iter()
                .filter(|(a, b, ..)| a != b)
                .map(|(a, b, least, more, kind, confidence)| match kind {
                    0 => Cue::before(a, b, confidence),
                    1 => Cue::same_day(a, b, confidence),
                    2 => Cue { end: End::CountedFrom, ..Cue::before(a, b, confidence) },
                    3 => Cue { end: End::NotPassed, strict: false, ..Cue::before(a, b, confidence) },
                    4 => Cue { end: End::CountedFrom, ..Cue::apart(a, b, Distance::between(least, least + more), confidence) },
                    _ => Cue::apart(a, b, Distance::between(least, least + more), confidence),
                })
                .collect();
            (happenings, cues)
        })
    })
}

fn day(n: i64) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(730_000 + n as i32).unwrap()
}

/// Every assignment of days in a window of 40 days, to starts and then to ends, that satisfies all, as the least and greatest day of each start.
fn brute_force(happenings: &[Happening], cues: &[Cue]) -> Option<Vec<(i64, i64)>> {
    fn holds(days: &[i64], ends: &[Option<usize>], cue: &Cue) -> bool {
        let at = |place: usize| days.get(place).copied();
        let end = ends[cue.earlier];
        let from = end.filter(|_| cue.end == End::CountedFrom).unwrap_or(cue.earlier);
        let (Some(a), Some(b)) = (at(from), at(cue.later)) else { return true };
        let passed = cue.end == End::NotPassed && end.and_then(at).is_some_and(|end| b > end);
        !passed && cue.days.0.is_none_or(|least| b - a >= least) && cue.days.1.is_none_or(|most| b - a <= most)
    }
    fn search(
        days: &mut Vec<i64>,
        points: &[(Interval, usize)],
        ends: &[Option<usize>],
        cues: &[Cue],
        found: &mut Option<Vec<(i64, i64)>>,
    ) {
        let i = days.len();
        let Some(&(window, start)) = points.get(i) else {
            let bounds = found.get_or_insert_with(|| days.iter().map(|&d| (d, d)).collect());
            for (bound, &d) in bounds.iter_mut().zip(days.iter()) {
                *bound = (bound.0.min(d), bound.1.max(d));
            }
            return;
        };
        for d in 0..40 {
            if window.contains(Interval::day(day(d))) && days.get(start).is_none_or(|&start| start <= d) {
                days.push(d);
                if cues.iter().all(|cue| holds(days, ends, cue)) {
                    search(days, points, ends, cues, found);
                }
                days.pop();
            }
        }
    }
    let mut points: Vec<(Interval, usize)> = happenings.iter().map(|h| (h.asserted, usize::MAX)).collect();
    let mut ends = vec![None; happenings.len()];
    for (i, end) in happenings.iter().enumerate().filter_map(|(i, h)| Some((i, h.end?))) {
        ends[i] = Some(points.len());
        points.push((end, i));
    }
    let mut found = None;
    search(&mut Vec::new(), &points, &ends, cues, &mut found);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn bounds_are_sound_and_complete((happenings, cues) in networks()) {
        let solution = solve(&happenings, &cues, |i| i);
        let held: Vec<Cue> =
            (0..cues.len()).filter(|i| solution.contradictions.iter().all(|c| c.set_aside != *i)).map(|i| cues[i]).collect();
        let exact = brute_force(&happenings, &held).expect("what is left after setting aside has a solution");
        for (bound, (least, greatest)) in solution.bounds.iter().zip(exact) {
            prop_assert_eq!(bound.earliest(), Some(day(least)));
            // An open end is cut at 40 days by the brute force only.
            if let Some(latest) = bound.latest() {
                prop_assert_eq!(latest, day(greatest));
            }
        }
    }

    #[test]
    fn the_order_of_the_input_never_matters((happenings, cues) in networks()) {
        let n = happenings.len();
        let forward = solve(&happenings, &cues, |i| i);
        prop_assume!(forward.contradictions.is_empty());
        let turned: Vec<Happening> = happenings.iter().rev().cloned().collect();
        let turn = |c: &Cue| Cue { earlier: n - 1 - c.earlier, later: n - 1 - c.later, ..*c };
        let backward = solve(&turned, &cues.iter().rev().map(turn).collect::<Vec<_>>(), |i| n - 1 - i);
        let names: Vec<usize> = backward.listing.iter().map(|i| n - 1 - i).collect();
        prop_assert_eq!(forward.listing, names);
    }

    #[test]
    fn a_consistent_link_never_widens_a_bound((happenings, cues) in networks()) {
        prop_assume!(!cues.is_empty());
        let fewer = solve(&happenings, &cues[1..], |i| i);
        let all = solve(&happenings, &cues, |i| i);
        prop_assume!(all.contradictions.is_empty());
        for (more, less) in all.bounds.iter().zip(&fewer.bounds) {
            prop_assert!(less.contains(*more));
        }
    }

    #[test]
    fn contradictions_are_minimal_and_no_ring_survives((happenings, cues) in networks()) {
        let solution = solve(&happenings, &cues, |i| i);
        let consistent = |dates: &[usize], kept: &[Cue]| {
            let dated = |(i, h): (usize, &Happening)| if dates.contains(&i) { h.clone() } else { Happening { end: h.end.map(|_| Interval::ALWAYS), ..Happening::new(Interval::ALWAYS, true) } };
            let happenings: Vec<Happening> = happenings.iter().enumerate().map(dated).collect();
            solve(&happenings, kept, |i| i).contradictions.is_empty()
        };
        for contradiction in &solution.contradictions {
            let all: Vec<Cue> = contradiction.cycle.iter().map(|&c| cues[c]).collect();
            prop_assert!(!consistent(&contradiction.dates, &all), "what is reported cannot hold");
            prop_assert!(contradiction.cycle.iter().all(|&c| cues[c].confidence >= cues[contradiction.set_aside].confidence));
            for i in 0..all.len() {
                let fewer: Vec<Cue> = all.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, cue)| *cue).collect();
                prop_assert!(consistent(&contradiction.dates, &fewer), "every cue of the cycle is needed");
            }
        }
        // The listing keeps every link that holds.
        let place = |happening: usize| solution.listing.iter().position(|&i| i == happening);
        for (i, cue) in cues.iter().enumerate().filter(|(_, cue)| cue.strict) {
            if solution.contradictions.iter().all(|c| c.set_aside != i) {
                prop_assert!(place(cue.earlier) < place(cue.later));
            }
        }
    }

    /// `after` is the transitive reduction of what holds, without what asserted dates imply: nothing in it can be left out, and with the dates it
    /// gives every order that the links state.
    #[test]
    fn after_is_the_reduction((happenings, cues) in networks()) {
        let solution = solve(&happenings, &cues, |i| i);
        let n = happenings.len();
        let by_date = |a: usize, b: usize| happenings[a].asserted.partial_cmp(&happenings[b].asserted) == Some(std::cmp::Ordering::Less);
        let closure = |edges: &[(usize, usize)]| {
            let mut reaches = vec![vec![false; n]; n];
            edges.iter().for_each(|&(a, b)| reaches[a][b] = true);
            for k in 0..n { for i in 0..n { for j in 0..n { reaches[i][j] |= reaches[i][k] && reaches[k][j]; } } }
            reaches
        };
        let aside = |i: usize| solution.contradictions.iter().any(|c| c.set_aside == i);
        let stated: Vec<(usize, usize)> =
            (0..cues.len()).filter(|&i| cues[i].strict && !aside(i)).map(|i| (cues[i].earlier, cues[i].later)).collect();
        let after: Vec<(usize, usize)> = (0..n).flat_map(|b| solution.after[b].iter().map(move |&a| (a, b))).collect();
        for &(a, b) in &after {
            prop_assert!(!by_date(a, b), "a date says so already");
            let others: Vec<(usize, usize)> = stated.iter().copied().filter(|&edge| edge != (a, b)).collect();
            prop_assert!(!closure(&others)[a][b], "a chain says so already");
            prop_assert!(stated.contains(&(a, b)));
        }
        let dates = (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|&(a, b)| by_date(a, b));
        let implied = closure(&after.iter().copied().chain(dates).collect::<Vec<_>>());
        for (a, b) in stated {
            prop_assert!(implied[a][b], "a stated order is lost");
        }
    }

    #[test]
    fn the_order_of_links_never_matters((happenings, mut cues) in networks()) {
        let forward = solve(&happenings, &cues, |i| i);
        cues.reverse();
        let backward = solve(&happenings, &cues, |i| i);
        prop_assert_eq!(&forward.listing, &backward.listing);
        prop_assert_eq!(&forward.bounds, &backward.bounds);
    }
}

mod any;
mod strings;

use super::*;

const WHOLE: &str = r#"annals: 1
title: "Baghdad: the drawdown"
sources:
  src-4hq2n7kp:
    title: Half of the embassy's staff leaves
    path: articles/embassy.txt
    author: Jane Doe
    publisher: The Basra Post
    url: https://example.org/2020/12/03/embassy
    published: "2020-12-03"
    published_from: option
    sha256: 1f0c9a
  src-8wd03x5c:
    path: articles/embassy-copy.txt
    published_from: unknown
    copy_of: src-4hq2n7kp
    sha256: 2e1b88
decisions:
  - decide: not-same
    about:
      - event: ev-7q3k9m2x
        quote: The raid was on Friday.
        what: A general was killed.
      - event: ev-c81zt0rw
    by: Jane Doe
    on: "2026-11-24"
    why: "Two raids: one of them was never reported."
events:
  - id: ev-7q3k9m2x
    date: "2020-01"
    basis: year-inferred
    disputed:
      date:
        - is: "2020-01-03"
          sources: [src-4hq2n7kp]
        - is: "2020-01-02"
          sources: [src-8wd03x5c]
      actors:
        - is: [United States, "NO"]
        - is: []
    what: A general was killed.
    type: ASSAULT/targeted
    status: occurred
    actors: [United States, "NO"]
    recipients: [Qasem Soleimani]
    place: Baghdad
    maybe_same: [ev-c81zt0rw]
    proposed:
      date: "2020-01-03"
      what: A general was killed in Baghdad.
      recipients: [Qasem Soleimani, Abu Mahdi al-Muhandis]
    review:
      state: accepted
      by: Jane Doe
      on: "2026-11-24"
      note: Checked against the wires.
    evidence:
      - of: ev-7q3k9m2x
        source: src-4hq2n7kp
        quote: "“The raid: it killed a general in January,” he said."
        time: in January
        anchor: published 2020-12-03
        rule: month
        by: Politico
    merged:
      - id: ev-7q3k9m2x
        date: "2020-01"
        basis: year-inferred
        what: A general was killed.
        type: ASSAULT/targeted
        status: occurred
        actors: [United States]
        recipients: [Qasem Soleimani]
        place: Baghdad
        review:
          state: open
      - id: ev-0zz8ymwa
        date: "2020-01-03"
        basis: explicit
        what: He was killed.
        status: occurred

  - id: ev-c81zt0rw
    date: "[2020-01..]"
    basis: order-only
    what: Rocket attacks ramped up.
    status: occurred
    after: [ev-7q3k9m2x]
    same_day: [ev-00000000]
    evidence:
      - source: src-4hq2n7kp
        quote: Attacks ramped up two days after the raid.
        tense: past
        links:
          - {rel: after, event: ev-7q3k9m2x, cue: two days after, days: 2, confidence: 80}
          - {rel: simultaneous, event: ev-00000000, cue: "the same day, they say"}
          - {rel: before, event: ev-00000000, cue: weeks before, days: "7..92", confidence: 70}
          - {rel: before, event: ev-00000000, cue: at least a week before, days: "7.."}
"#;

#[test]
fn a_file_reads_back_byte_for_byte() {
    assert_eq!(write(&read(WHOLE, "x.yaml").unwrap()), WHOLE);
    for text in ["annals: 1\nevents: []\n", "annals: 1\ntitle: x\nevents: []\n"] {
        assert_eq!(write(&read(text, "x.yaml").unwrap()), text);
    }
}

#[test]
fn other_hands_are_read_too() {
    let crlf = format!("\u{feff}{}", WHOLE.replace('\n', "\r\n"));
    assert_eq!(write(&read(&crlf, "x.yaml").unwrap()), WHOLE);
    let loose = "events:\n- {id: ev-1, what: 1984, status: occurred, basis: human, date: 1984}\n# a comment\nannals: 1\nsources:\n";
    let tidy = "annals: 1\nevents:\n  - id: ev-1\n    date: \"1984\"\n    basis: human\n    what: \"1984\"\n    status: occurred\n";
    assert_eq!(write(&read(loose, "x.yaml").unwrap()), tidy);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let event = |line: &str| {
        format!("annals: 1\nevents:\n  - id: ev-1\n    date: \"2020\"\n    basis: human\n    what: x\n    status: occurred\n{line}")
    };
    for (text, expected) in [
        (String::new(), "x.yaml:1:1: is empty; a timeline starts with `annals: 1`"),
        ("just words".into(), "x.yaml:1:1: holds no timeline; the first line of one is `annals: 1`"),
        ("annals: 2\nlater: 1\n".into(), "x.yaml:1:9: annals: this annals reads version 1 of the layout, not '2'; use a newer annals"),
        (
            "annals: one\n".into(),
            "x.yaml:1:9: annals: this annals reads version 1 of the layout, not 'one'; the first line of a timeline is `annals: 1`",
        ),
        ("title: x\n".into(), "x.yaml:1:1: missing field `annals`; is this a timeline? its first line is `annals: 1`"),
        (
            event("    colour: red\n"),
            "x.yaml:8:5: events[0]: unknown field `colour`, expected one of `id`, `date`, `basis`, `disputed`, `what`, `type`, `status`, `actors`, `recipients`, `place`, `after`, `same_day`, `maybe_same`, `proposed`, `review`, `evidence`, `merged`; correct the spelling or remove it",
        ),
        (event("    palce: Basra\n"), "x.yaml:8:5: events[0]: unknown field `palce`; write `place`"),
        ("name: a workflow\non: [push]\n".into(), "x.yaml:1:1: holds no timeline; the first line of one is `annals: 1`"),
        (
            event("").replace("    what: x", "   what: x"),
            "x.yaml:6:4: did not find expected '-' indicator; indent it as the lines above it are, and put text with signs in it in double quotes",
        ),
        (event("    what: y\n"), "x.yaml:8:5: events[0]: duplicate field `what`; remove one of the two"),
        (event("    place: [a]\n"), "x.yaml:8:12: events[0].place: invalid type: sequence, expected a string"),
        (
            event("").replace("\"2020\"", "\"2020-13\""),
            "x.yaml:4:11: events[0].date: '2020-13' is not an EDTF date; write 2020-01-03, 2020-01, XXXX-01, 2020-01/2020-03 or [2020-01..2020-03]",
        ),
        (
            event("").replace("occurred", "done"),
            "x.yaml:7:13: events[0].status: 'done' is no status; write one of occurred, ongoing, planned, threatened, hypothetical, denied, cancelled",
        ),
        (
            event("").replace("ev-1", "ev 1"),
            "x.yaml:3:9: events[0].id: 'ev 1' is no id; write letters, digits and hyphens, as in ev-7q3k9m2x",
        ),
        (event("").replace("    what: x\n", ""), "x.yaml:3:5: events[0]: missing field `what`; add it"),
        (
            event("").replace("what: x", "what: x: y"),
            "x.yaml:6:12: mapping values are not allowed in this context; put text that holds a colon in double quotes",
        ),
        (event("\tplace: x\n"), "x.yaml:8:1: found a tab character that violates indentation; indent with spaces"),
        (
            event(&event("").replace("annals: 1\nevents:\n", "")),
            "x.yaml:8: event ev-1 stands here twice; give the second one an id of its own",
        ),
        (
            WHOLE.replace("decisions:\n", "  src-4hq2n7kp: {path: a, published_from: option, sha256: b}\ndecisions:\n"),
            "x.yaml:4:3: sources: source src-4hq2n7kp stands here twice; remove one",
        ),
        (
            WHOLE.replace("2020-12-03\"\n    published_from", "2020-12-3\"\n    published_from"),
            "x.yaml:10:16: sources.src-4hq2n7kp.published: '2020-12-3' is not an EDTF date; write 2020-01-03, 2020-01, XXXX-01, 2020-01/2020-03 or [2020-01..2020-03]",
        ),
        (
            event("    proposed: {date: \"2020-1\"}\n"),
            "x.yaml:8:22: events[0].proposed.date: '2020-1' is not an EDTF date; write 2020-01-03, 2020-01, XXXX-01, 2020-01/2020-03 or [2020-01..2020-03]",
        ),
        (
            event("    proposed: {when: x}\n"),
            "x.yaml:8:16: events[0].proposed: 'when' is no field; write one of date, basis, what, type, status, actors, recipients, place",
        ),
        (
            event("    proposed: {actors: x}\n"),
            "x.yaml:8:24: events[0].proposed.actors: invalid type: string \"x\", expected a sequence; write a list, as in [Iraq, Iran]",
        ),
        (event("    proposed: x\n"), "x.yaml:8:15: events[0].proposed: invalid type: string \"x\", expected values by field"),
        (event("    proposed: {what: x, what: y}\n"), "x.yaml:8:15: events[0].proposed: what stands here twice; remove one"),
        (
            event("    disputed:\n      status: [{is: occurred}, {is: done}]\n"),
            "x.yaml:9:37: events[0].disputed.status[1].is: 'done' is no status; write one of occurred, ongoing, planned, threatened, hypothetical, denied, cancelled",
        ),
        (
            event("    disputed:\n      status: [{is: occurred}]\n"),
            "x.yaml:9:15: events[0].disputed.status: a dispute has two values or more; remove it when it is settled",
        ),
        (
            event("    disputed:\n      status: [{sources: []}, {is: done}]\n"),
            "x.yaml:9:16: events[0].disputed.status[0]: missing field `is`; add it",
        ),
        (
            event("    disputed: {status: [{is: denied, by: me}]}\n"),
            "x.yaml:8:38: events[0].disputed.status[0]: unknown field `by`, expected `is` or `sources`; correct the spelling or remove it",
        ),
        (
            event("    disputed: {status: denied}\n"),
            "x.yaml:8:24: events[0].disputed.status: invalid type: string \"denied\", expected a list of values, each with its sources",
        ),
        (
            event("    review: accepted\n"),
            "x.yaml:8:13: events[0].review: invalid type: string \"accepted\", expected a review, as in {state: accepted, by: Jane Doe}",
        ),
        (
            event("    review: {state: fine}\n"),
            "x.yaml:8:21: events[0].review.state: 'fine' is no state of a review; write one of accepted, rejected, open",
        ),
        (event("    review: {by: me}\n"), "x.yaml:8:13: events[0].review: missing field `state`; add it"),
        (
            event("    review: {state: open, on: yesterday}\n"),
            "x.yaml:8:31: events[0].review.on: 'yesterday' is not a day; write it as 2020-12-03",
        ),
        (event("    merged: [{id: ev-2}]\n"), "x.yaml:8:14: events[0].merged[0]: missing field `date`; add it"),
        (
            event("    evidence: [{of: a b, source: s, quote: q}]\n"),
            "x.yaml:8:21: events[0].evidence[0].of: 'a b' is no id; write letters, digits and hyphens, as in ev-7q3k9m2x",
        ),
        (
            event("decisions:\n  - decide: same\n    about: [{event: ev-1}]\n"),
            "x.yaml:9:3: decisions: the decision `same` is about two events or more; add to `about`",
        ),
        (
            event("decisions:\n  - decide: equal\n    about: [{event: ev-1}]\n"),
            "x.yaml:9:13: decisions[0].decide: 'equal' is no decision; write one of same, not-same, not-event",
        ),
        (
            event("decisions:\n  - decide: same\n    about: [ev-1, ev-2]\n"),
            "x.yaml:10:13: decisions[0].about[0]: invalid type: string \"ev-1\", expected an event, as in {event: ev-7q3k9m2x}",
        ),
        (
            event("decisions:\n  - decide: not-event\n    about: []\n"),
            "x.yaml:9:3: decisions: the decision `not-event` is about one event or more; add to `about`",
        ),
        (
            event("decisions:\n  - decide: not-event\n    who: me\n"),
            "x.yaml:10:5: decisions[0]: unknown field `who`, expected one of `decide`, `about`, `by`, `on`, `why`; correct the spelling or remove it",
        ),
    ] {
        assert_eq!(read(&text, "x.yaml").map(|_| ()).map_err(|e| e.to_string()), Err(expected.to_string()), "{text}");
    }
}

#[test]
fn hostile_yaml_ends() {
    let bomb: String = (1..40).map(|i| format!("k{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1)).collect();
    let events: String = (1..30).map(|i| format!("  - &e{i} [*e{}, *e{}]\n", i - 1, i - 1)).collect();
    for text in [
        format!("annals: 1\nk0: &a0 [x]\n{bomb}"),
        format!("annals: 1\nevents:\n  - &e0 [x]\n{events}"),
        "[".repeat(1_000_000),
        "[\n".repeat(100_000),
        "{".repeat(1_000_000),
        "- ".repeat(500_000),
        "? ".repeat(500_000),
        (0..20_000).map(|i| " ".repeat(i % 5000) + "- a:\n").collect(),
        "&a ".repeat(100_000),
        "annals: &a *a\n".into(),
        "%YAML 9.9\n---\nannals: 1\n".into(),
        "annals: 1\n---\nannals: 1\n".into(),
        "\"".repeat(100_000),
        "\0".into(),
    ] {
        let started = std::time::Instant::now();
        assert!(read(&text, "x.yaml").is_err(), "{}", &text[..text.len().min(60)]);
        assert!(started.elapsed().as_secs() < 5, "{}", &text[..text.len().min(60)]);
    }
}

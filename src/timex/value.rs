//! The grammar of TIMEX3 values that annals writes (TimeML 1.2.1), as a check: what a rule file makes must pass it.

/// Whether a `value` is well formed.
pub fn is_timex3(value: &str) -> bool {
    matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") || is_duration(value) || is_date(value)
}

/// `P3D`, `PT2H`, `PXY`, `P1Y6M`, `P2.5Y`.
fn is_duration(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('P') else { return false };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let pieces = |mut text: &str, units: &[&str]| {
        let mut count = 0;
        while !text.is_empty() {
            let number = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'X')).unwrap_or(text.len());
            let unit = units.iter().filter(|u| text[number..].starts_with(**u)).max_by_key(|u| u.len()).filter(|_| number > 0)?;
            text = &text[number + unit.len()..];
            count += 1;
        }
        Some(count)
    };
    let date = if date == "XX" { Some(1) } else { pieces(date, &["Y", "M", "W", "D", "Q", "WE", "DE", "CE"]) };
    match (date, time.map(|time| pieces(time, &["H", "M", "S"]))) {
        (Some(date), None) => date > 0,
        (Some(_), Some(Some(time))) => time > 0,
        _ => false,
    }
}

/// A date, a part of it, or a time.
fn is_date(value: &str) -> bool {
    let (date, time) = value.split_once('T').map_or((value, None), |(date, time)| (date, Some(time)));
    let is_clock = |text: &str| {
        let text = text.strip_suffix('Z').unwrap_or(text);
        let mut fields = text.split(':');
        let two = |f: Option<&str>, max: u8| f.is_some_and(|f| f.len() == 2 && f.parse::<u8>().is_ok_and(|n| n <= max));
        let (hour, minute) = (two(fields.next(), 24), two(fields.next(), 59));
        let second = fields.next();
        hour && minute && (second.is_none() || two(second, 59)) && fields.next().is_none()
    };
    let time_fits = time.is_none_or(|time| matches!(time, "MO" | "AF" | "EV" | "NI" | "DT" | "MI") || is_clock(time));
    let date = date.strip_prefix("BC").or(date.strip_prefix("FY")).unwrap_or(date);
    let digits =
        |text: &str, len: usize| text.len() == len && (text.bytes().all(|b| b.is_ascii_digit()) || text.bytes().all(|b| b == b'X'));
    let mut fields = date.split('-');
    let year = fields.next().unwrap_or("");
    let rest: Vec<&str> = fields.collect();
    let year_fits = digits(year, 4) || rest.is_empty() && (1..=3).any(|len| digits(year, len));
    let week = |text: &str| text.strip_prefix('W').is_some_and(|w| digits(w, 2));
    let rest_fits = match rest.as_slice() {
        [] => true,
        [one] => {
            digits(one, 2)
                || week(one)
                || matches!(*one, "SP" | "SU" | "FA" | "WI")
                || one.len() == 2 && matches!(one.as_bytes(), [b'Q', b'1'..=b'4' | b'X'] | [b'H', b'1' | b'2' | b'X'])
        }
        [month, day] if digits(month, 2) => digits(day, 2),
        [of, day] if week(of) => *day == "WE" || matches!(day.as_bytes(), [b'1'..=b'7' | b'X']),
        _ => false,
    };
    time_fits && year_fits && rest_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_values() {
        for value in [
            "2020",
            "2020-01",
            "2020-01-03",
            "XXXX-01",
            "XXXX-XX-XX",
            "2020-01-XX",
            "2020-W01",
            "2020-W01-WE",
            "XXXX-WXX-3",
            "2020-Q3",
            "2020-QX",
            "2020-H1",
            "2020-SU",
            "199",
            "19",
            "BC0480",
            "BC048",
            "BC04",
            "2020-01-03TMO",
            "2020-01-03T10:15",
            "2020-01-03T10:15:09Z",
            "P3D",
            "PT2H",
            "PXY",
            "P1Y6M",
            "P2.5Y",
            "PXDE",
            "PXX",
            "P2WE",
            "PT1H30M",
            "PAST_REF",
            "XXXX-XX-XXTNI",
        ] {
            assert!(is_timex3(value), "{value}");
        }
        for value in [
            "",
            "P",
            "PT",
            "P3",
            "3D",
            "2020-1",
            "2020-13-",
            "20200103",
            "2020-01-03T",
            "2020-01-03T1",
            "2020-W1",
            "2020-Q5",
            "NOW",
            "P3DT",
            "BC",
            "2020-WE",
        ] {
            assert!(!is_timex3(value), "{value}");
        }
    }
}

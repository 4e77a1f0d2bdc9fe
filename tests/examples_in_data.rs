//! Every example and every refusal of the rules in `data/` is a test of its own, named after its file and its sentence.
//!
//! A rule file's second document proves it:
//! ```yaml
//! examples:
//!   - dct: 2020-12-03                     # none: the text has no date
//!     is: {sentence: {expression: value, …}, …}    # exactly these are found, with these values; "2020-11 END" has a modifier
//!     not: [sentence, …]                  # nothing is found
//! ```

use annals::lexicon::{Files, Lexicon};
use annals::timex;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_yaml::{Mapping, Value};

fn main() {
    let arguments = Arguments::from_args();
    let files = Files::embedded();
    let mut trials = Vec::new();
    for file in files.under("timex") {
        let (path, text) = file.expect("a readable file");
        if path.matches('/').count() > 1 {
            continue;
        }
        let name = path.trim_start_matches("timex/").trim_end_matches(".yaml").to_string();
        let proof = text.split_once("\n---\n").map_or("", |(_, proof)| proof).to_string();
        match serde_yaml::from_str::<Value>(&proof) {
            Ok(proof) => trials_of(&name, &proof, &mut trials),
            Err(error) => trials.push(Trial::test(format!("{name}: reads"), move || Err(Failed::from(error.to_string())))),
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials_of(rule: &str, proof: &Value, trials: &mut Vec<Trial>) {
    let mut seen = false;
    for example in proof["examples"].as_sequence().into_iter().flatten() {
        let dct = scalar(&example["dct"]);
        for (sentence, expected) in example["is"].as_mapping().into_iter().flatten() {
            seen = true;
            let (sentence, expected) = (scalar(sentence), expected.as_mapping().cloned().unwrap_or_default());
            let dct = dct.clone();
            trials.push(Trial::test(format!("{rule}: {sentence}"), move || check(&sentence, &dct, &expected)));
        }
        for sentence in example["not"].as_sequence().into_iter().flatten() {
            let (sentence, dct) = (scalar(sentence), dct.clone());
            trials.push(Trial::test(format!("{rule}: not {sentence}"), move || check(&sentence, &dct, &Mapping::new())));
        }
    }
    if !seen {
        trials.push(Trial::test(format!("{rule}: has examples"), || Err(Failed::from("no example under 'is:'"))));
    }
}

fn check(sentence: &str, dct: &str, expected: &Mapping) -> Result<(), Failed> {
    let dct = if dct.is_empty() { None } else { Some(dct.parse().map_err(|_| Failed::from(format!("dct '{dct}' is not a date")))?) };
    let found: Vec<(String, String)> = timex::recognize(sentence, dct, Lexicon::embedded())
        .into_iter()
        .map(|t| {
            let modifier = t.modifier.map_or(String::new(), |m| format!(" {}", m.name()));
            (t.span.of(sentence).to_string(), format!("{}{modifier}", t.value))
        })
        .collect();
    let expected: Vec<(String, String)> = expected.iter().map(|(k, v)| (scalar(k), scalar(v))).collect();
    if found == expected { Ok(()) } else { Err(Failed::from(format!("expected {expected:?}\n   found {found:?}"))) }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

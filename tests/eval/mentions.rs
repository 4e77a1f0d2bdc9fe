//! Mentions against TimeML's EVENTs, as TempEval-3 counts them (UzZaman et al. 2013): an event is found when its head word is marked; class,
//! tense, aspect and polarity are counted among those found. Every document is read with weights that were learned without it.

use crate::timeml::Document;
use crate::training::{self, Examples};
use annals::article;
use annals::lexicon::Lexicon;
use annals::linear::Table;
use annals::pipeline;
use annals::timeline::yaml::names::Named;
use std::collections::BTreeMap;

/// Document `i` of the sorted list is in fold `i % FOLDS`.
const FOLDS: usize = 5;

#[derive(Default)]
struct Counts {
    gold: usize,
    out: usize,
    found: usize,
    right: [usize; 4],
}

const ATTRIBUTES: [&str; 4] = ["class", "tense", "aspect", "polarity"];

impl Counts {
    fn print(&self, name: &str) {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64 * 100.0;
        let f1 = |n: usize| 2.0 * share(n, self.gold + self.out);
        print!(
            "{name}: P {:.2} R {:.2} F1 {:.2}; of those found",
            share(self.found, self.out),
            share(self.found, self.gold),
            f1(self.found)
        );
        ATTRIBUTES.iter().zip(self.right).for_each(|(name, n)| print!(", {name} {:.2}", share(n, self.found)));
        println!("; F1 with class {:.2}", f1(self.right[0]));
    }

    fn add(&mut self, other: &Counts) {
        (self.gold, self.out, self.found) = (self.gold + other.gold, self.out + other.out, self.found + other.found);
        self.right.iter_mut().zip(other.right).for_each(|(sum, n)| *sum += n);
    }
}

/// Prints the figures of each folder and of all; with `errors`, every mention that is missed, extra, or of another class.
pub fn measure(folders: &[(String, Vec<Document>)], errors: bool) {
    let mut lexicon = Lexicon::parse(&training::files()).unwrap_or_else(|error| panic!("{error}"));
    let documents: Vec<(usize, &Document)> = folders.iter().enumerate().flat_map(|(f, (_, all))| all.iter().map(move |d| (f, d))).collect();
    let examples: Vec<Examples> =
        documents.iter().map(|(_, d)| training::examples(d, &training::parsed(&d.text, &lexicon), &lexicon)).collect();
    let mut counts: Vec<Counts> = folders.iter().map(|_| Counts::default()).collect();
    let mut confused: BTreeMap<String, usize> = BTreeMap::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Examples> = examples.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, e)| e).collect();
        lexicon.models.event = Table::load("event", training::table(&rest).into()).unwrap_or_else(|error| panic!("{error}"));
        for (folder, document) in documents.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).map(|(_, d)| *d) {
            score(document, &lexicon, &mut counts[folder], errors.then_some(&mut confused));
        }
    }
    let mut all = Counts::default();
    for ((name, _), counts) in folders.iter().zip(&counts) {
        counts.print(name);
        all.add(counts);
    }
    all.print("all");
    confused.iter().for_each(|(pair, n)| println!("{n}\t{pair}"));
}

fn score(document: &Document, lexicon: &Lexicon, counts: &mut Counts, mut confused: Option<&mut BTreeMap<String, usize>>) {
    let day = document.dct.map(|day| day.to_string());
    let (article, _) = article::from_text(&document.text, &document.name, day.as_deref(), None);
    let shift = document.text.find(&article.body).expect("the body is a part of the text");
    let tagged = pipeline::tag(&article, lexicon);
    counts.gold += document.events.len();
    counts.out += tagged.mentions.len();
    let mut note = |what: String| {
        if let Some(confused) = confused.as_mut() {
            *confused.entry(what).or_default() += 1;
        }
    };
    let mut taken = vec![false; tagged.mentions.len()];
    for gold in &document.events {
        // The head of an event of several words is its last.
        let found = tagged.mentions.iter().position(|m| {
            let (start, end) = (m.trigger.start as usize + shift, m.trigger.end as usize + shift);
            end == gold.end && start >= gold.start || start <= gold.start && gold.end < end
        });
        let Some(index) = found.filter(|&index| !taken[index]) else {
            note(format!("missed\t{}\t{}", gold.class, &document.text[gold.start..gold.end]));
            continue;
        };
        taken[index] = true;
        let mention = &tagged.mentions[index];
        counts.found += 1;
        let polarity = if mention.negated { "NEG" } else { "POS" };
        let out = [mention.class.word(), mention.tense.word(), mention.aspect.word(), polarity];
        let want = [&gold.class, &gold.tense, &gold.aspect, &gold.polarity];
        for (i, (out, want)) in out.into_iter().zip(want).enumerate() {
            counts.right[i] += usize::from(out == want);
            if out != want {
                note(format!("{}\t{want} as {out}", ATTRIBUTES[i]));
            }
        }
    }
    for (mention, _) in tagged.mentions.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        note(format!("extra\t{}\t{}", mention.class.word(), mention.trigger.of(&article.body)));
    }
}

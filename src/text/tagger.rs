//! The part-of-speech tagger: a greedy averaged perceptron (Collins 2002), left to right, over the features of Ratnaparkhi (1996).

use super::form::Form;
use super::tag::Tag;
use crate::lexicon::Writing;
use crate::linear::classes::Class;
use crate::linear::{Haste, Table, feature, mix};

/// The row width of the tagger's table.
pub const CLASSES: usize = 48;

/// The tag of class `class`. Tags without a class of their own are those that treebanks use for what is hardly text.
pub fn tag_of(class: usize) -> Tag {
    Tag::ALL.get(class).copied().unwrap_or(Tag::Nn)
}

/// The class of a tag, where it has one.
pub fn class_of(tag: Tag) -> Option<usize> {
    ((tag as usize) < CLASSES).then_some(tag as usize)
}

/// Tags that the word alone gives.
pub fn certain(word: &str) -> Option<Tag> {
    // Most words, which are then compared with none of these.
    if word.starts_with(|first: char| first.is_ascii_lowercase()) {
        return None;
    }
    Some(match word {
        "," => Tag::Comma,
        "." | "?" | "!" | "?!" => Tag::Stop,
        "(" | "[" | "{" | "-LRB-" | "-LSB-" | "-LCB-" => Tag::Lrb,
        ")" | "]" | "}" | "-RRB-" | "-RSB-" | "-RCB-" => Tag::Rrb,
        "“" | "``" | "„" | "«" | "`" | "‘" => Tag::OpenQuote,
        "”" | "''" | "»" => Tag::CloseQuote,
        "$" | "€" | "£" | "¥" => Tag::Dollar,
        // In capitals it is a body: the World Health Organization.
        "WHO" => Tag::Nnp,
        ":" | ";" | "—" | "--" | "–" | "..." | "…" => Tag::Colon,
        _ => return None,
    })
}

/// The tag that a list gives a word in small letters.
pub fn listed(word: &str, form: &Form, writing: &Writing) -> Option<Tag> {
    let small = word.len() <= LONGEST_LISTED && form.shape & !PUNCTUATED == SMALL;
    if small { writing.tag(word).and_then(Tag::from_name) } else { None }
}

/// What was decided before a token.
#[derive(Clone, Copy)]
pub struct History {
    /// The tags of the two tokens before it.
    t1: u8,
    t2: u8,
    /// Whether a finite verb stands before it in the sentence (2), and since the last comma or word that may open a clause (1).
    finite: u8,
}

impl History {
    pub const START: History = History { t1: EDGE_TAG, t2: EDGE_TAG, finite: 0 };

    pub fn push(&mut self, tag: Tag) {
        (self.t1, self.t2) = (tag as u8, self.t1);
        match tag {
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => self.finite = 3,
            Tag::Comma | Tag::Colon | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::OpenQuote | Tag::CloseQuote => self.finite &= 2,
            _ => {}
        }
    }
}

const HASTE: Haste = Haste { first: 20, lead: 13400 };

/// Writes the features of token `i` to `out`.
#[inline]
pub fn features(forms: &[Form], i: usize, history: History, out: &mut Vec<u32>) {
    const EDGE: Form = Form { word: 1, tail: [1; 4], front: 1, shape: 32, class: Class { cluster: 0, kind: 0, finite: false }, ahead: 0 };
    let at = |i: usize| forms.get(i).unwrap_or(&EDGE);
    let f = &forms[i];
    let (p1, p2) = (if i > 0 { &forms[i - 1] } else { &EDGE }, if i > 1 { &forms[i - 2] } else { &EDGE });
    let (n1, n2) = (at(i + 1), at(i + 2));
    let (t1, t2, shape) = (history.t1 as u64, history.t2 as u64, f.shape as u64);
    let seen = (f.ahead << 2 | history.finite) as u64;
    let first = (i == 0) as u64;
    let (c, pc, nc) = (f.class.cluster as u64, p1.class.cluster as u64, n1.class.cluster as u64);
    let (k, nk) = (f.class.kind as u64, n1.class.kind as u64);
    out.clear();
    out.extend([
        feature(25, k << 8 | shape << 1 | first),
        feature(33, pc),
        feature(32, nc),
        feature(3, f.tail[1]),
        feature(12, t1),
        feature(30, c),
        feature(4, f.tail[2]),
        feature(18, mix(p1.tail[2], t1)),
        feature(17, n1.tail[2]),
        feature(6, mix(f.tail[0], shape)),
        feature(19, shape << 16 | (n1.shape as u64) << 8 | p1.shape as u64),
        feature(7, f.front),
        feature(10, p2.word),
        feature(11, n2.word),
        feature(13, t1 << 8 | t2),
        feature(36, mix(f.tail[2], k)),
        feature(5, f.tail[3]),
        feature(20, mix(n1.word, t1)),
        feature(34, c << 8 | nc),
        feature(1, f.word),
        feature(8, p1.word),
        feature(9, n1.word),
        feature(38, k << 8 | seen),
        feature(40, t1 << 8 | seen),
        feature(2, mix(f.word, shape + 64 * first)),
        feature(14, mix(f.word, t1)),
        feature(15, mix(f.word, n1.word)),
        feature(21, mix(f.tail[2], t1)),
        feature(23, mix(f.tail[1], n1.tail[1])),
        feature(24, mix(f.tail[2], shape << 1 | first)),
        feature(26, (k << 8 | shape) << 8 | t1),
        feature(28, (k << 8 | nk) << 8 | t1),
        feature(31, c << 8 | t1),
        feature(35, pc << 8 | c),
        feature(39, mix(f.tail[1], t1 << 8 | seen)),
        feature(37, (k << 8 | nk) << 8 | n2.class.kind as u64),
    ]);
}

/// Tags one sentence, whose words have the forms `forms`; `certain` tags are given by `known`.
pub fn tag(
    table: &Table<CLASSES>,
    forms: &[Form],
    known: impl Fn(usize) -> Option<Tag>,
    features_buffer: &mut Vec<u32>,
    mut emit: impl FnMut(usize, Tag),
) {
    let mut history = History::START;
    for i in 0..forms.len() {
        let tag = known(i).unwrap_or_else(|| {
            features(forms, i, history, features_buffer);
            match tag_of(table.best_in_haste(features_buffer, CLASSES, HASTE)) {
                // After a determiner, a word without capitals is no name: "the march".
                tag if tag.is_proper() && forms[i].shape == SMALL && history.t1 == Tag::Dt as u8 => Tag::Nn,
                tag => tag,
            }
        });
        emit(i, tag);
        history.push(tag);
    }
}

/// Whether a clause of its own may begin with the word, whose finite verb is then not that of the sentence.
pub fn opens_clause(word: &str) -> bool {
    let opens = [
        "after", "although", "as", "because", "before", "if", "once", "since", "that", "though", "unless", "until", "when", "where",
        "which", "while", "who", "whose",
    ];
    word.len() <= LONGEST_LISTED && opens.iter().any(|open| word.eq_ignore_ascii_case(open))
}

/// The participle of a closed sentence without a finite verb that is its verb after all: the first one right after a noun or pronoun. One with an
/// object behind it may be followed by clauses that `opens` begins: "Police in masks sealed off the hotel after tests were confirmed".
pub fn missing_verb(tags: impl Iterator<Item = Tag>, opens: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut before, mut found, mut closed) = (None, None, false);
    // Whether the found participle has an object, and whether a clause that has no verb yet began behind it.
    let (mut acts, mut inside, mut finite) = (false, false, false);
    for (i, tag) in tags.enumerate() {
        if found.is_some_and(|verb| i == verb + 1 || i == verb + 2 && before == Some(Tag::Rp)) {
            acts |= matches!(tag, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Jj) || tag.is_noun();
        }
        inside |= found.is_some() && opens(i);
        match tag {
            // "to recognise", "to “recognise”" leave the sentence without a finite verb still.
            Tag::OpenQuote => continue,
            Tag::Vb if matches!(before, Some(Tag::To | Tag::In)) => {}
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Vb if !inside => return None,
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => (inside, finite) = (false, true),
            Tag::Vbn if found.is_none() && before.is_some_and(|tag: Tag| tag.is_noun() || tag == Tag::Prp) => found = Some(i),
            _ => {}
        }
        if !matches!(tag, Tag::CloseQuote | Tag::Rrb) {
            closed = tag == Tag::Stop;
        }
        before = Some(tag);
    }
    found.filter(|_| closed && (acts || !finite))
}

/// The shape of a word of small letters only.
const SMALL: u8 = 2;
/// The bit of a shape that tells of other signs among the letters.
const PUNCTUATED: u8 = 8;
/// In bytes: words beyond are not looked up.
const LONGEST_LISTED: usize = 8;

/// Stands for the tags before the first token.
const EDGE_TAG: u8 = 63;

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    /// News words that the treebanks hardly hold. A word that matters carries its tag; the others carry none.
    const NEWS: &str = "
        In October/NNP , the Shia militias/NNS announced/VBD a ceasefire/NN .
        Several rockets/NNS were fired/VBN at the embassy/NN on Tuesday/NNP night .
        The drawdown/NN comes/VBZ amid/IN fears of an attack .
        Government forces shelled/VBD the village for a third day .
        Airstrikes/NNS killed/VBD at least 12 people near the border .
        Two envoys/NNS arrived/VBD in the capital on Friday/NNP .
        Insurgents/NNS besieged/VBD the town for two months .
        The besieged/JJ|VBN town received aid on Monday/NNP .
        The president was ousted/VBN in a coup/NN in March/NNP 2012 .
        Protesters/NNS toppled/VBD the statue of the former leader .
        Rebels/NNS seized/VBD the airport and the port .
        The strikes/NNS hit/VBD two weapons depots .
        Workers strikes/NNS and protests/NNS paralysed/VBD the country .
        Clashes/NNS broke/VBD out after the vote .
        The Taliban/NNP said/VBD on Sunday/NNP that it had captured/VBN the city .
        A US/NNP - led/VBN coalition bombed/VBD the group in Syria/NNP .
        Troops/NNS withdrew/VBD from the province in December/NNP .
        A spokesman/NN denied/VBD the report .
        The talks/NNS may/MD resume/VB in May/NNP .
        Thousands/NNS march/VBP through the capital every March/NNP .
        Police said the march/NN ended/VBD peacefully .
        The army strikes/VBZ back after every attack .
        He protests/VBZ against the verdict/NN .
        The ceasefire/NN collapsed/VBD within hours .
        Militants/NNS ambushed/VBD a convoy/NN near Mosul/NNP .
        The militia/NN fired/VBD mortars/NNS at the base .
        Separatists/NNS shot/VBD down a helicopter in eastern Ukraine/NNP .
        Moscow/NNP vetoed/VBD the resolution/NN in February/NNP .
        The junta/NN detained/VBD the prime minister and imposed/VBD a curfew/NN .
        Lawmakers/NNS impeached/VBD the president on Wednesday/NNP .
        At least 40 civilians/NNS were wounded/VBN when shells/NNS struck/VBD a market .
        Gunmen/NNS abducted/VBD dozens of schoolgirls/NNS last April/NNP .
        The warring/VBG|JJ factions/NNS signed/VBD a truce/NN on Thursday/NNP .
        Drone attacks/NNS on refineries/NNS disrupted/VBD exports/NNS .
        Iran/NNP attacks/VBZ a tanker in the Gulf .
        Peacekeepers/NNS evacuated/VBD the refugees/NNS after the mutiny/NN .
        Sanctions/NNS were imposed/VBN on Russia/NNP after it annexed/VBD Crimea/NNP .
        The warlord/NN surrendered/VBD to the authorities in August/NNP .
        Floods/NNS displaced/VBD thousands in northern Pakistan/NNP .
        Hostages/NNS were freed/VBN as part of a deal that mediators/NNS brokered/VBD .
        Demonstrators/NNS clashed/VBD with riot police on Saturday/NNP .
        A suicide bomber/NN detonated/VBD explosives/NNS outside a mosque/NN .
    ";

    #[test]
    fn the_tags_of_the_list_are_tags_and_its_words_are_looked_up() {
        let listed = crate::lexicon::Lexicon::embedded().writing.tags().map(|(word, tag)| (word.to_owned(), tag.to_owned()));
        let listed: Vec<(String, String)> = listed.collect();
        assert!(listed.len() > 40);
        for (word, tag) in listed {
            let form = super::Form::new(&word, &crate::linear::classes::Classes::none());
            let found = super::listed(&word, &form, &Lexicon::embedded().writing);
            assert_eq!(found.map(super::Tag::name), Some(tag.as_str()), "{word}");
        }
    }

    /// What is still tagged wrongly; the list only gets shorter.
    const KNOWN: &[&str] = &["strikes VBZ: Workers strikes and protests paralysed the country."];

    #[test]
    fn news_words_get_their_tags() {
        let mut wrong = Vec::new();
        for line in NEWS.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<(&str, Option<&str>)> =
                line.split(' ').map(|w| w.split_once('/').map_or((w, None), |(w, t)| (w, Some(t)))).collect();
            let raw = words.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(" ").replace(" - ", "-").replace(" .", ".").replace(" ,", ",");
            let text = crate::text::read(&raw, Lexicon::embedded());
            let all: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
            assert_eq!((0..text.tokens.len() as u32).map(|t| text.word(t)).collect::<Vec<_>>(), all);
            for (i, (word, tag)) in words.iter().enumerate() {
                let is = text.tokens[i].tag.name();
                if tag.is_some_and(|tag| tag.split('|').all(|tag| tag != is)) {
                    wrong.push(format!("{word} {is}: {raw}"));
                }
            }
        }
        assert_eq!(wrong, KNOWN, "{}", wrong.join("\n"));
    }
}

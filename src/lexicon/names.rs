//! Names of countries, places, organisations, armed groups, media, people and titles, found in running text by their longest form.
//!
//! Forms are case-sensitive and cut into words as the text row cuts its tokens: "al-Qaeda" is three, "People's" is two. A leading "the" is
//! part of no form.

use super::Files;
use super::phrase::ByHead;
use crate::error::{Error, Result};
use std::collections::BTreeMap;

/// All names, by the first word of each form.
#[derive(Clone, Debug)]
pub struct Names {
    names: Vec<Name>,
    forms: ByHead<Form>,
    countries: BTreeMap<&'static str, &'static str>,
}

/// What a listed form stands for.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// How the timeline writes it. The country for a demonym.
    pub canonical: &'static str,
    pub kind: Kind,
    /// ISO 3166-1 alpha-2 (or 3166-3) code of its country; of a person, of the first office.
    pub code: Option<&'static str>,
    /// What the list says besides: the kind of an organisation or of a title's bearer, a person's offices. Else empty.
    pub more: &'static str,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Country,
    /// An adjective or the people of a country: "Iraqi", "Iraqis".
    Demonym,
    /// A capital: as an actor it means the government ("Washington warned"), else it is a place.
    Capital,
    City,
    Region,
    Organisation,
    ArmedGroup,
    Media,
    Person,
    /// Stands before a person's name.
    Title,
}

/// One office of a person. Dates are `2009-01-20`, `2009-01` or `2009`; empty means not listed, or at the end not over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// Of the country.
    pub code: Option<&'static str>,
    /// What it is called: `president`.
    pub title: &'static str,
    pub from: &'static str,
    pub to: &'static str,
}

#[derive(Clone, Copy, Debug)]
struct Form {
    head: &'static str,
    rest: &'static str,
    name: u32,
    line: u32,
}

impl Names {
    pub fn parse(files: &Files) -> Result<Names> {
        let mut list = List { names: Vec::with_capacity(2600), forms: Vec::with_capacity(4500), countries: BTreeMap::new() };
        for (path, columns, read) in FILES {
            for (line, text) in (1..).zip(files.lasting_text(path)?.lines()) {
                if text.is_empty() || text.starts_with('#') {
                    continue;
                }
                let fail = |message: String| Error::in_file(path, message).at_line(line);
                let mut cells = [""; 5];
                let mut count = 0;
                for cell in text.split('|') {
                    if let Some(place) = cells.get_mut(count) {
                        *place = cell.trim();
                    }
                    count += 1;
                }
                if count != columns {
                    return Err(fail(format!("expected {columns} columns between \"|\", found {count}")));
                }
                read(&mut list, cells, line as u32).map_err(fail)?;
            }
        }
        let names = list.names;
        let length = |form: &Form| (std::cmp::Reverse(pieces(form.rest).count()), form.rest, form.name);
        let forms = ByHead::new(list.forms, |form| form.head, length);
        for pair in forms.all().windows(2) {
            if let [one, other] = pair
                && (one.head, one.rest) == (other.head, other.rest)
            {
                let path = |form: &Form| FILES[file(names[form.name as usize].kind)].0;
                let message = format!("\"{}{}\" is listed already in {}:{}; keep one", other.head, other.rest, path(one), one.line);
                return Err(Error::in_file(path(other), message).at_line(other.line as usize));
            }
        }
        Ok(Names { names, forms, countries: list.countries })
    }

    /// The longest name that starts at the first of these words, and how many words it takes.
    pub fn longest<'a>(&self, mut words: impl Iterator<Item = &'a str> + Clone) -> Option<(usize, &Name)> {
        let forms = self.forms.of(words.next()?);
        forms.iter().find_map(|form| {
            let (mut words, mut taken) = (words.clone(), 1);
            for piece in pieces(form.rest) {
                let word = words.next()?;
                if word != piece && (word != "’s" || piece != "'s") {
                    return None;
                }
                taken += 1;
            }
            Some((taken, &self.names[form.name as usize]))
        })
    }

    /// The name of a country by its code.
    pub fn country(&self, code: &str) -> Option<&'static str> {
        self.countries.get(code).copied()
    }

    /// Every name, in the order of the lists.
    pub fn all(&self) -> &[Name] {
        &self.names
    }
}

impl Name {
    /// The offices of a person, in the order of the list.
    pub fn offices(&self) -> impl Iterator<Item = Office> {
        let offices = if self.kind == Kind::Person { self.more } else { "" };
        offices.split("; ").filter_map(office)
    }

    /// The office that a person held on a day (`2014-03-20`), as far as the listed dates can tell.
    pub fn office_on(&self, day: &str) -> Option<Office> {
        // A coarse date covers all of its days, so it is compared over its own length only.
        let reached = |date: &str, day: &str| date <= &day[..day.len().min(date.len())];
        self.offices().filter(|office| reached(office.from, day)).filter(|office| office.to.is_empty() || ends_after(office.to, day)).last()
    }
}

fn ends_after(to: &str, day: &str) -> bool {
    &day[..day.len().min(to.len())] <= to
}

fn office(text: &'static str) -> Option<Office> {
    let (code, rest) = text.split_once(' ')?;
    let (title, dates) = rest.rsplit_once(' ')?;
    let (from, to) = dates.split_once('/')?;
    let is_date = |date: &str| {
        let mut parts = date.split('-');
        parts.next().is_some_and(|year| year.len() == 4) && parts.all(|part| part.len() == 2) && date.len() <= 10
    };
    ([from, to].iter().all(|date| date.is_empty() || is_date(date))).then_some(Office { code: code_of(code), title, from, to })
}

/// The files with their number of columns and how a line of them is read.
type Read = fn(&mut List, [&'static str; 5], u32) -> std::result::Result<(), String>;
const FILES: [(&str, usize, Read); 7] = [
    ("names/country.txt", 5, List::country),
    ("names/place.txt", 3, List::place),
    ("names/organisation.txt", 4, List::organisation),
    ("names/armed-group.txt", 3, List::armed_group),
    ("names/media.txt", 3, List::media),
    ("names/person.txt", 3, List::person),
    ("names/title.txt", 1, List::title),
];

fn file(kind: Kind) -> usize {
    match kind {
        Kind::Country | Kind::Demonym | Kind::Capital => 0,
        Kind::City | Kind::Region => 1,
        Kind::Organisation => 2,
        Kind::ArmedGroup => 3,
        Kind::Media => 4,
        Kind::Person => 5,
        Kind::Title => 6,
    }
}

/// The lists as they are read.
struct List {
    names: Vec<Name>,
    forms: Vec<Form>,
    countries: BTreeMap<&'static str, &'static str>,
}

impl List {
    fn country(&mut self, cells: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        let [code, name, others, people, capital] = cells;
        if code.len() != 2 || self.countries.insert(code, name).is_some() {
            return Err(format!("the code \"{code}\" is not two letters, or is here twice"));
        }
        let country = Name { canonical: name, kind: Kind::Country, code: Some(code), more: "" };
        self.add(country, [name].into_iter().chain(listed(others)), line);
        self.add(Name { kind: Kind::Demonym, ..country }, listed(people), line);
        if let Some(first) = listed(capital).next() {
            self.add(Name { canonical: first, kind: Kind::Capital, ..country }, listed(capital), line);
        }
        Ok(())
    }

    fn place(&mut self, [code, cities, regions, ..]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        let code = self.known(code)?;
        for (places, kind) in [(cities, Kind::City), (regions, Kind::Region)] {
            for spellings in listed(places) {
                let canonical = spellings.split('/').next().unwrap_or(spellings);
                self.add(Name { canonical, kind, code, more: "" }, spellings.split('/'), line);
            }
        }
        Ok(())
    }

    fn organisation(&mut self, [name, others, code, sort, _]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        if !["world", "state", "party", "aid", "company", "group"].contains(&sort) {
            return Err(format!("the kind \"{sort}\" is none of world, state, party, aid, company, group"));
        }
        self.named(Kind::Organisation, name, others, code, sort, line)
    }

    fn armed_group(&mut self, [name, others, code, ..]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        self.named(Kind::ArmedGroup, name, others, code, "", line)
    }

    fn media(&mut self, [name, others, code, ..]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        self.named(Kind::Media, name, others, code, "", line)
    }

    fn person(&mut self, [name, others, offices, ..]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        for text in offices.split("; ") {
            let office = office(text).ok_or_else(|| format!("\"{text}\" is not an office such as `US president 2009-01-20/2017-01-20`"))?;
            self.known(office.code.unwrap_or("--"))?;
        }
        self.named(Kind::Person, name, others, offices.get(..2).unwrap_or_default(), offices, line)
    }

    fn title(&mut self, [text, ..]: [&'static str; 5], line: u32) -> std::result::Result<(), String> {
        let (titles, more) = text.split_once(" = ").ok_or("end the line with ` = ` and what the titles' bearers are")?;
        for canonical in listed(titles) {
            self.add(Name { canonical, kind: Kind::Title, code: None, more }, [canonical].into_iter(), line);
        }
        Ok(())
    }

    fn named(
        &mut self,
        kind: Kind,
        canonical: &'static str,
        others: &'static str,
        code: &'static str,
        more: &'static str,
        line: u32,
    ) -> std::result::Result<(), String> {
        let code = self.known(code)?;
        self.add(Name { canonical, kind, code, more }, [canonical].into_iter().chain(listed(others)), line);
        Ok(())
    }

    fn known(&self, code: &'static str) -> std::result::Result<Option<&'static str>, String> {
        match code_of(code) {
            Some(code) if !self.countries.contains_key(code) => {
                Err(format!("no country has the code \"{code}\"; use one of country.txt, or --"))
            }
            code => Ok(code),
        }
    }

    fn add(&mut self, name: Name, forms: impl Iterator<Item = &'static str>, line: u32) {
        let index = self.names.len() as u32;
        self.names.push(name);
        for form in forms {
            let head = pieces(form).next().unwrap_or(form);
            self.forms.push(Form { head, rest: &form[head.len()..], name: index, line });
        }
    }
}

fn code_of(code: &'static str) -> Option<&'static str> {
    (code != "--").then_some(code)
}

fn listed(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(", ").filter(|form| !form.is_empty())
}

/// The tokens of a form: words, hyphens, and "'s".
fn pieces(form: &str) -> impl Iterator<Item = &str> {
    let mut rest = form;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(' ');
        let end = if rest.starts_with('-') || rest.starts_with('/') {
            1
        } else {
            let word = rest.find([' ', '-', '/']).unwrap_or(rest.len());
            let cut = rest[..word].len() - if rest[..word].ends_with("'s") { 2 } else { usize::from(rest[..word].ends_with("s'")) };
            if cut == 0 { word } else { cut }
        };
        let (piece, after) = rest.split_at(end.min(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn longest() {
        let names = &Lexicon::embedded().names;
        let test = |text: &str, want: Option<(usize, &str, Kind, Option<&str>)>| {
            let found = names.longest(text.split(' ')).map(|(taken, name)| (taken, name.canonical, name.kind, name.code));
            assert_eq!(found, want, "{text}");
        };
        test("US officials said", Some((1, "United States", Kind::Country, Some("US"))));
        test("U.S. troops", Some((1, "United States", Kind::Country, Some("US"))));
        test("American troops", Some((1, "United States", Kind::Demonym, Some("US"))));
        test("Washington warned", Some((1, "Washington", Kind::Capital, Some("US"))));
        test("Washington Post", Some((2, "Washington Post", Kind::Media, Some("US"))));
        test("Kataib Hezbollah denied", Some((2, "Kataib Hezbollah", Kind::ArmedGroup, Some("IQ"))));
        test("Hezbollah denied", Some((1, "Hezbollah", Kind::ArmedGroup, Some("LB"))));
        test("al - Qaeda in Iraq", Some((5, "al-Qaeda in Iraq", Kind::ArmedGroup, Some("IQ"))));
        test("al - Qaeda leaders", Some((3, "al-Qaeda", Kind::ArmedGroup, None)));
        test("Asaib Ahl al - Haq militia", Some((5, "Asaib Ahl al-Haq", Kind::ArmedGroup, Some("IQ"))));
        test("Popular Mobilization Force ( PMF )", Some((3, "Popular Mobilization Forces", Kind::ArmedGroup, Some("IQ"))));
        test("South Sudan", Some((2, "South Sudan", Kind::Country, Some("SS"))));
        test("North Korean missile", Some((2, "North Korea", Kind::Demonym, Some("KP"))));
        test("Fallujah fell", Some((1, "Fallujah", Kind::City, Some("IQ"))));
        test("Falluja fell", Some((1, "Fallujah", Kind::City, Some("IQ"))));
        test("Darfur", Some((1, "Darfur", Kind::Region, Some("SD"))));
        test("People ’s Liberation Army", Some((4, "People's Liberation Army", Kind::Organisation, Some("CN"))));
        test("Lord 's Resistance Army", Some((4, "Lord's Resistance Army", Kind::ArmedGroup, Some("UG"))));
        test("Port - au - Prince", Some((5, "Port-au-Prince", Kind::Capital, Some("HT"))));
        test("Gen. Qasem", Some((1, "Gen.", Kind::Title, None)));
        test("Brigadier General Ismail", Some((2, "Brigadier General", Kind::Title, None)));
        test("Qassem Soleimani", Some((2, "Qasem Soleimani", Kind::Person, Some("IR"))));
        test("Middle East Eye", Some((3, "Middle East Eye", Kind::Media, Some("GB"))));
        test("who said", None);
        test("us", None);
        test("turkey", None);
        test("Nobody", None);
    }

    #[test]
    fn offices() {
        let names = &Lexicon::embedded().names;
        let test = |name: &str, day: &str, want: Option<&str>| {
            let (_, found) = names.longest(name.split(' ')).unwrap();
            assert_eq!(found.office_on(day).map(|office| office.title), want, "{name} {day}");
        };
        test("Barack Obama", "2010-05-01", Some("president"));
        test("Barack Obama", "2008-05-01", None);
        test("Joe Biden", "2010-05-01", Some("vice-president"));
        test("Joe Biden", "2022-05-01", Some("president"));
        test("Vladimir Putin", "2009", Some("prime minister"));
        test("Mike Pompeo", "2020-11-17", Some("secretary of state"));
    }

    #[test]
    fn every_form_is_found() {
        let Lexicon { names, .. } = Lexicon::embedded();
        for form in names.forms.all() {
            let words: Vec<&str> = [form.head].into_iter().chain(pieces(form.rest)).collect();
            assert_eq!(names.longest(words.iter().copied()).map(|(taken, _)| taken), Some(words.len()), "{words:?}");
        }
        assert_eq!(names.country("IQ"), Some("Iraq"));
    }

    #[test]
    fn errors() {
        let test = |path: &str, text: &str, want: &str| {
            let mut files = Files::embedded();
            files.insert(path.to_string(), text.as_bytes().to_vec());
            assert_eq!(Names::parse(&files).err().map(|error| error.to_string()).as_deref(), Some(want));
        };
        test("names/media.txt", "Gazette | |\n", "names/media.txt:1: no country has the code \"\"; use one of country.txt, or --");
        test("names/media.txt", "Gazette | US\n", "names/media.txt:1: expected 3 columns between \"|\", found 2");
        test(
            "names/media.txt",
            "Gazette | | US\nMail | Gazette | US\n",
            "names/media.txt:2: \"Gazette\" is listed already in names/media.txt:1; keep one",
        );
        test(
            "names/person.txt",
            "A B | | US mayor 19\n",
            "names/person.txt:1: \"US mayor 19\" is not an office such as `US president 2009-01-20/2017-01-20`",
        );
        test("names/title.txt", "Gen.\n", "names/title.txt:1: end the line with ` = ` and what the titles' bearers are");
    }
}

//! Which expression dates which event of a sentence, from the words of an article to the timeline.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};

/// A sentence of an article of 2020-06-10 (a Wednesday), a word of one of its entries, and that entry's date.
const DATED: &[(&str, &str, &str)] = &[
    // An event noun lends its date to what it did.
    ("The May 20 explosion killed eleven sailors.", "killed", "2020-05-20"),
    ("Saturday's missile strike destroyed a school in Harran.", "destroyed", "2020-06-06"),
    ("Six people were killed in a car bomb attack on Friday.", "killed", "2020-06-05"),
    ("The hotel was destroyed by an air strike on Sunday.", "destroyed", "2020-06-07"),
    // What a conjunction of time brings in has a day of its own.
    (
        "An explosion tore the outer walls from a reactor building at the Harran nuclear power station on Saturday, a day after the most powerful \
         earthquake ever recorded in Chile sent a tsunami over its coast.",
        "sent a tsunami",
        "2020-06-05",
    ),
    // The second verb has what stands behind it.
    ("The deputy became governor of Harran in May 2018, and was killed in his own house a year later.", "killed", "2019"),
    // Verbs that share a subject or a helper share a date, before or behind them.
    ("Three people were killed and 15 injured in Harran on Sunday.", "killed", "2020-06-07"),
    ("Rebels entered the town and burned the market on Monday.", "entered", "2020-06-08"),
    ("On Tuesday, rebels entered the town and killed the mayor of Harran.", "killed", "2020-06-09"),
    // How long nothing of the kind had been dates nothing.
    ("The bomb killed six soldiers, the worst attack since May 2003.", "killed", "[..2020-06-10]"),
    // A clause of the same time.
    ("When the army attacked the town on Monday, rebels killed the mayor of Harran.", "killed", "2020-06-08"),
    ("The army retreated from Harran on Sunday as Russia captured the port of Basra.", "captured", "2020-06-07"),
    ("Rockets hit the base on May 27, when a contractor was killed.", "killed", "2020-05-27"),
    // What is said on a day had happened by then, and what is told inside has its own day.
    ("The governor said the bomb killed three people on Monday.", "killed", "2020-06-08"),
    ("The governor said on Monday that the bomb killed three people.", "killed", "[..2020-06-08]"),
    // The date of a description is not that of the verb.
    ("Ivan Petrov, a minister since 2015, met the president of Iran.", "met", "[..2020-06-10]"),
    ("In March, shortly after the army invaded Harran, the president met the pope.", "met", "2020-03"),
    ("A film crew was threatened with arrest when attempting to film the beach last week.", "threatened", "[2020-06-01..2020-06-07]"),
    ("The Senate voted to pass legislation renewing the act on Tuesday.", "voted", "2020-06-09"),
    ("Eleven people were killed and 17 people were injured in an explosion at the mine on 20 April.", "Eleven", "2020-04-20"),
    ("Talks with the rebels failed to reach an agreement on Thursday evening.", "failed", "2020-06-04"),
    ("Ann Tan lost the 2000 presidential election to Bo Lee.", "lost", "2000"),
    ("The mayor sent a letter to the president, Bo Tan, last month, delivered by hand.", "sent", "2020-05"),
    ("The army agreed to free its prisoners last year, when the truce was signed.", "agreed", "2019"),
    ("Troops are storming a port that they encircled last month.", "storming", "[..2020-06-10]"),
    ("The ministers are negotiating a treaty that they drafted last month.", "negotiating", "[..2020-06-10]"),
    ("Rebels have captured three towns since the mayor died on Sunday.", "captured", "[2020-06-07..2020-06-10]"),
    ("In April, ten days after bombs had killed 40 people in Harran, missiles destroyed the port of Basra.", "destroyed", "2020-04"),
    ("The order was extended to Basra before dawn on Sunday.", "extended", "2020-06-07"),
    // Since then, and by the day of the report.
    ("The shops have been closed since March.", "closed", "[2020-03..2020-06-10]"),
    // Where something begins is not when it was announced.
    ("The ministry announced a cut in gas supplies from Wednesday.", "announced", "[..2020-06-10]"),
    // Stretches.
    ("The company lost two billion dollars from 2010 to 2014.", "lost", "2010/2014"),
    ("The rebels killed forty villagers between March 3 and March 9.", "killed", "[2020-03-03..2020-03-09]"),
    ("The army shelled the port of Harran on March 3-5.", "shelled", "2020-03-03/2020-03-05"),
    ("The ministers met in Harran on 3–5 March 2019.", "met", "2019-03-03/2019-03-05"),
    ("The ministers met in Harran on March 3 and 4.", "met", "2020-03-03/2020-03-04"),
    // What stands behind a word of order has the date, and bounds the verb before it.
    ("The mayor was charged with fraud following the singer's death in March.", "charged", "[2020-03..2020-06-10]"),
    ("The mayor was charged with fraud following the singer's death in March.", "death", "2020-03"),
    ("The president met the ministers of Iran after Monday's attack.", "attack", "2020-06-08"),
    ("In April 2019, three months before the vote, the army bombed Harran.", "bombed", "2019-04"),
    ("The rebels have burned Harran in the month since the army retreated.", "burned", "[2020-05..2020-06-10]"),
    // When a report was written is not when its events happened.
    ("HARRAN | Tue Jun 9, 2020 3:26 pm (Reuters) - The army bombed the port of Basra.", "bombed", "[..2020-06-10]"),
    ("Tuesday, June 9, 2020; 8:12 PM The army bombed the port of Basra.", "bombed", "[..2020-06-10]"),
    ("(Updated 2:56 p.m. in Harran) The army bombed the port of Basra.", "bombed", "[..2020-06-10]"),
    // A clause inside of which the date stands, or outside.
    ("Ivan Petrov, who left office on 1 May, also attacked the pope.", "attacked", "[..2020-06-10]"),
    ("So far, the army said on Tuesday, 53 soldiers have been killed in Harran.", "killed", "[..2020-06-09]"),
    // What has happened this week has happened by now.
    ("Rebels bombed the port of Basra this week.", "bombed", "[2020-06-08..2020-06-10]"),
    // The present perfect takes no date of the past.
    ("Police have arrested another man over the bombing of the embassy last year.", "arrested", "[..2020-06-10]"),
    ("Rebels have burned the market since the explosion on May 20.", "burned", "[2020-05-20..2020-06-10]"),
    ("Even after the talks on Friday, the army has attacked Harran.", "attacked", "[2020-06-05..2020-06-10]"),
    // A day that closes the verb's clause, or opens the sentence, whatever noun it hangs on.
    ("The president convened a meeting of his ministers on Saturday.", "convened", "2020-06-06"),
    ("The queen joined the president on a visit to a hospital in Harran yesterday.", "joined", "2020-06-09"),
    ("Earlier this week, the two largest banks of Harran, Alma and Berg, bought the port of Basra.", "bought", "[2020-06-08..2020-06-10]"),
    ("The court upheld the mayor's conviction in March.", "upheld", "2020-03"),
    ("The president warned for the first time yesterday that Iran could leave the pact.", "warned", "2020-06-09"),
    ("In late May, more than two months into the war, the army attacked Harran.", "attacked", "2020-05"),
    ("Ivan Petrov entered the race for the White Palace on Monday.", "entered", "2020-06-08"),
    ("The mayor approved plans for drilling in the sea of Harran last week.", "approved", "[2020-06-01..2020-06-07]"),
    ("The president cancelled the debt of Iran during a visit to Basra in February last year.", "cancelled", "2019-02"),
    // A phrase that opens the sentence and that a date closes.
    ("In a statement released on Monday, the mayor of Harran attacked the pope.", "attacked", "2020-06-08"),
    ("Hours after rebels bombed the port on Sunday, the army captured Basra.", "captured", "2020-06-07"),
    ("In response to the attack on Sunday, the army captured Basra.", "captured", "[..2020-06-10]"),
    // The date of what it happened after or before bounds it.
    ("Following the mayor's conviction in 2005, the president sacked the judge.", "sacked", "[2005..2020-06-10]"),
    ("Ivan Petrov was jailed before the revolution in 1979.", "jailed", "[..1979-12]"),
    // What a length is counted from.
    ("It has been a quarter-century since the shuttle exploded.", "exploded", "1995"),
    ("The army captured Basra on June 3, two days before rebels bombed Harran.", "bombed", "2020-06-05"),
    ("The army captured Basra on June 3, ten days before rebels bombed Harran.", "bombed", "[..2020-06-10]"),
    ("Five months after rebels bombed Harran, the army captured Basra yesterday.", "bombed", "2020-01"),
    // A clock alone tells no day; what is going on at a time to come is due then.
    ("Police arrested the mayor at 8 a.m. in Harran.", "arrested", "[..2020-06-10]"),
    ("Police arrested the mayor at 8 a.m. on Sunday.", "arrested", "2020-06-07"),
    ("The president is hosting a summit in mid-July.", "hosting", "2020-07"),
    // A date between two verbs, or a "but", is of one of them; so is one behind the second where the first has a time of its own.
    ("The mayor left the port during the raid and was arrested on Monday.", "left", "[..2020-06-10]"),
    ("The mayor left the port and was arrested on Monday.", "left", "2020-06-08"),
    ("The army captured Basra, but retreated from Harran on Monday.", "captured", "[..2020-06-10]"),
    // What has happened is not dated by what is to come, nor by a comparison.
    ("The government called a meeting of all parties for Friday.", "called", "[..2020-06-10]"),
    ("Governors are to be elected on September 5.", "elected", "2020-09-05"),
    ("The country's exports fell 30% in May compared with January.", "fell", "2020-05"),
];

/// The text of a report of 2020-06-10 (a Wednesday), a word of it, and what `tag` says of its date and basis.
const TAGGED: &[(&str, &str, &str)] = &[
    // A report that names its own day tells of that day; one that does not sets a bound.
    ("The minister resigned today. Crowds gathered in Harran. The talks ended on Wednesday.", "gathered", "2020-06-10 ArticleDate"),
    ("The minister resigned. Crowds gathered in Harran.", "gathered", "[..2020-06-10] OrderOnly"),
    // A passage about another day goes on with it.
    ("Rebels entered Harran on May 12. They burned the market.", "burned", "2020-05-12 YearInferred"),
    // Speech without a date is of the day of the report, and a participle is of its verb's day.
    ("The mayor said the road was closed.", "said", "2020-06-10 ArticleDate"),
    (
        "Crowds marched through Harran, chanting slogans. The minister resigned today. The talks ended on Wednesday.",
        "chanting",
        "2020-06-10 ArticleDate",
    ),
    // A present state began before and goes on; what was not done was not done by then.
    ("The law remains in force.", "remains", "../.. OrderOnly"),
    ("The mayor said in an interview that the road was closed.", "interview", "2020-06-10 ArticleDate"),
    // What stands right before its date, and what begins with what is dated.
    ("A march last week drew thousands of students to Harran.", "march", "[2020-06-01..2020-06-07] Relative"),
    ("Rebels began to shell the port of Basra on 29 May.", "began", "2020-05-29 YearInferred"),
    ("The oil that began to leak on 29 May reached Basra.", "reached", "[..2020-06-10] OrderOnly"),
    ("Police did not name the man.", "name", "[..2020-06-10] OrderOnly"),
];

#[test]
fn the_story_dates_what_no_expression_does() {
    let mut wrong = Vec::new();
    for (text, word, expected) in TAGGED {
        let article = article::read(text.as_bytes(), "2020-06-10-news.txt", None).0.unwrap();
        let tagged = pipeline::tag(&article, Lexicon::embedded());
        let mention = tagged.mentions.iter().find(|m| m.trigger.of(&article.body) == *word);
        let found = mention.map(|m| format!("{} {:?}", m.when.date, m.when.basis));
        if found.as_deref() != Some(*expected) {
            wrong.push(format!("{text} {word}: {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn expressions_date_the_right_event() {
    let mut wrong = Vec::new();
    for (sentence, word, expected) in DATED {
        let text = format!("News of the day\n\n{sentence}\n");
        let article = article::read(text.as_bytes(), "2020-06-10-news.txt", None).0.unwrap();
        let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
        let timeline = pipeline::build(vec![article], &options).0;
        let found = timeline.events.iter().find(|e| e.what.contains(word)).map(|e| e.date.to_string());
        if found.as_deref() != Some(*expected) {
            wrong.push(format!("{sentence} {word}: {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

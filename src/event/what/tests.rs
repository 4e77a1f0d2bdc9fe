//! What entries say, and what gets none, from sentences in plain words.

use crate::event::find;

/// What the entries of a text say, joined.
fn told(raw: &str) -> String {
    find::told(raw).join(" | ")
}

#[test]
fn a_what_is_one_clean_clause() {
    let table = [
        // Times, connectives, reporters and asides are left out.
        ("The army, meanwhile, shelled the port on Monday, officials said.", "The army shelled the port."),
        ("The mayor, who was elected in a landslide, resigned on Monday.", "The mayor resigned."),
        // What follows a participle, a relative pronoun or a conjunction is another clause.
        ("Rebels attacked the town on Monday, blaming the mayor.", "Rebels attacked the town."),
        // What came of it is told with it, and so is a second verb of one kind.
        ("Rebels attacked the town on Monday, killing six people.", "Rebels attacked the town, killing six people."),
        ("A market was hit by shells on Monday, killing six people.", "A market was hit by shells, killing six people."),
        ("The blast killed six people and injured ten on Monday.", "The blast killed six people and injured ten."),
        ("The court jailed the editor on Monday, and his lawyer appealed.", "The court jailed the editor."),
        // The name behind an office stays; a description of a name goes.
        ("The foreign minister, Anna Vidal, visited Chile on Monday.", "The foreign minister, Anna Vidal, visited Chile."),
        ("Anna Vidal, the foreign minister, visited Chile on Monday.", "Anna Vidal visited Chile."),
        // On which Thursday, a timeline does not tell; nor who does so.
        ("The rebels signed yesterday's truce in Harran.", "The rebels signed the truce in Harran."),
        ("Rockets hit the port on Monday after the mayor, Ann Tan, on Sunday pledged calm.", "Rockets hit the port."),
        ("The blow came on Monday after the mayor, Ann Tan, pledged calm.", "The mayor, Ann Tan, pledged calm."),
        // A relative clause is of what it hangs on, of persons "who" and of things "which".
        ("The mayor spoke of an explosion in Harran that killed ten soldiers on Monday.", "An explosion in Harran killed ten soldiers."),
        // "It" that stands for what follows is nobody.
        ("NATO bombed the port on Monday. It emerged on Tuesday that a rebel had shelled the town.", "NATO bombed the port."),
        // What one helper serves is told together.
        ("Two men were killed and a third wounded near the border on Monday.", "Two men were killed and a third wounded near the border."),
        // A time before what is announced ends nothing.
        ("The president announced on Monday that Iran will leave the pact.", "The president announced that Iran will leave the pact."),
        ("The ministry announced early on Friday that the port is closed.", "The ministry announced that the port is closed."),
        ("The deputy was indicted for corruption yesterday.", "The deputy was indicted for corruption."),
        // What is said may open with a condition.
        (
            "On Monday the envoy warned leaders that if talks failed, troops would leave.",
            "The envoy warned leaders that if talks failed, troops would leave.",
        ),
        // What completes the verb stands behind an aside.
        (
            "On Monday the minister accused the bishop, Ann Tan, of taking bribes.",
            "The minister accused the bishop, Ann Tan, of taking bribes.",
        ),
        ("On Monday the court ordered the bank, Alma Bank, to pay a fine.", "The court ordered the bank, Alma Bank, to pay a fine."),
        (
            "On Monday the pope urged the council – the body which vets candidates – not to sign the pact.",
            "The pope urged the council not to sign the pact.",
        ),
        ("The rebels split on Monday after their leader, Ann Tan, was killed.", "The rebels split."),
        // A time is no part of a name, and its commas end nothing.
        ("On Monday Russia bombed the port.", "Russia bombed the port."),
        ("The bank bought a mine in Chile on May 4, 2020, for a dollar.", "The bank bought a mine in Chile."),
        // Who is reported to say it is whom the pronoun means.
        ("Anna Vidal said she had resigned on Monday.", "Anna Vidal had resigned."),
        ("The company said it had sold the mine on Monday.", "The company had sold the mine."),
        // An aside of numbers belongs to what it counts, one between dashes is left out, one of a relative clause is passed.
        ("The bank sold 15 percent, or $21 million, of the mine on Monday.", "The bank sold 15 percent, or $21 million, of the mine."),
        (
            "On Monday the army took a town that one of the groups -- a new one -- had left.",
            "The army took a town that one of the groups had left.",
        ),
        // A time behind a conjunction opens another clause, and a list of times goes as one.
        ("The rebels shelled the city on Monday and for the next four hours, explosions shook the port.", "The rebels shelled the city."),
        // One name, whatever stands in it.
        (
            "The Leapfrog Financial Inclusion Fund said it had raised $44 million on Monday.",
            "The Leapfrog Financial Inclusion Fund had raised $44 million.",
        ),
        ("The mayor was found dead yesterday morning in Harran.", "The mayor was found dead in Harran."),
        // An adverb is no part of a noun's name, a limit none of what happened.
        ("The company finished its relief well on Monday.", "The company finished its relief well."),
        ("The bird was only removed from the list in 2009.", "The bird was removed from the list."),
        ("Crews loaded the boat shortly after dawn on Monday to leave the port.", "Crews loaded the boat to leave the port."),
        // Phrases that belong together are not parted.
        ("The coast was buffeted on Monday by strong, 20-knot winds.", "The coast was buffeted by strong, 20-knot winds."),
        ("The bank faced accusations on Monday that it had hidden losses.", "The bank faced accusations that it had hidden losses."),
        (
            "The bank agreed on Monday to pay Ann Tan's firm, Tan Rozen LLP, $850,000.",
            "The bank agreed to pay Ann Tan's firm, Tan Rozen LLP, $850,000.",
        ),
        ("Crews left on Monday for places where the oil has landed.", "Crews left for places where the oil has landed."),
        // What somebody said would come will come.
        ("Anna Vidal said the troops would leave the port on Friday.", "The troops will leave the port."),
        // Days of a stretch go together; how much a day does not.
        ("The army shelled the port on May 3-5 with rockets.", "The army shelled the port with rockets."),
        ("The army fired 900 rockets a day at the port on Monday.", "The army fired 900 rockets a day at the port."),
        // What is counted in what is vowed.
        (
            "On Monday the fund vowed to pay within two days of receiving claims.",
            "The fund vowed to pay within two days of receiving claims.",
        ),
        (
            "Anna Vidal has protested ever since the army shelled the port on Monday.",
            "Anna Vidal has protested. | The army shelled the port.",
        ),
        // Rather without its last phrase than with an end that says nothing.
        (
            "The president condemned the attacks on reporters in Harran on Monday amid mounting criticism that the assaults on them were \
             being orchestrated by the mayor to suppress coverage of bloodshed by his men.",
            "The president condemned the attacks on reporters in Harran.",
        ),
        // Who owns it is named.
        ("Enron collapsed on Friday. On Monday the board sold the company's shares.", "The board sold Enron's shares."),
        // Whom "he" means: not who was named before somebody without a name came in.
        (
            "Ivan Petrov attacked the pope on Sunday. He sold the port on Monday.",
            "Ivan Petrov attacked the pope. | Ivan Petrov sold the port.",
        ),
        ("Ivan Petrov attacked the pope on Sunday. Troops beat a man. He sold the port on Monday.", "Ivan Petrov attacked the pope."),
        // A day between a pronoun and its verb parts nothing.
        ("Ivan Petrov, the senator who on Monday attacked the pope, is tall.", "Ivan Petrov attacked the pope."),
        // Quotation marks stay in pairs.
        ("The president called for a “new beginning” on Monday.", "The president called for a “new beginning”."),
        // Tokenised text is written as people write it.
        ("The bank 's director resigned on Monday .", "The bank's director resigned."),
    ];
    for (raw, expected) in table {
        assert_eq!(told(raw), expected, "{raw}");
    }
}

#[test]
fn what_does_not_read_well_is_not_told() {
    let table = [
        "Why did the army shell the port on Monday?",
        "They attacked the town on Monday.",
        "Her deputy resigned on Monday.",
        "Sales rose on Monday.",
        "The bank rejected this interpretation on Monday.",
        "Anna Vidal told Juan Rey she had resigned on Monday.",
        "He jailed the rebels on Monday, Juan Rey said.",
        "The developments came after a quiet week in Harran on Monday.",
        "“They attacked us on Monday,” a farmer said.",
        "The minister was accused on Monday of allowing, or even planning, the riots.",
        "This is the attention the bank received on Monday.",
        "Troops raided his house on Monday.",
        "June 9, 2020 at 2:33 pm | The army attacked the town",
        "I think that the army attacked the town on Monday.",
        "The army will attack the town in 2015.",
        "The lawyer said neither Anna Vidal nor Juan Rey was arrested on Monday.",
        "Officials falsely claimed that the army attacked the town.",
    ];
    for raw in table {
        assert_eq!(told(raw), "", "{raw}");
    }
}

#[test]
fn a_quotation_is_told_as_a_statement() {
    let raw = "Qais al-Khazali, the leader of the militia, spoke in an interview. “The truce with the army has ended due to its conditions not being met,” he said.";
    assert_eq!(told(raw), "Qais al-Khazali said the truce with the army has ended due to its conditions not being met.");
}

//! The table that proves the policy.

use crate::lexicon::Lexicon;
use crate::timex::recognize;

#[test]
fn the_policy() {
    let lexicon = Lexicon::embedded();
    let histories = "He rose in May 1910. He fell in June 1911. War came in July 1912. It ended in 1913. Peace held in 1914. ";
    for (dct, text, expected) in [
        // 1. Nothing is invented.
        ("", "It fell in January, on Monday, three days ago.", "XXXX-01 XXXX-WXX-1 XXXX-XX-XX"),
        ("", "It was formed in 2014. In January it fell.", "2014 XXXX-01"),
        // 2. The DCT for "last" and "ago", the story for "following" and "earlier".
        ("2020-12-03", "It fell in May 2010. Last month it rose. The following month it fell.", "2010-05 2020-11 2020-12"),
        ("2020-12-03", "It fell on May 3, 2010. Two days earlier it rose.", "2010-05-03 2010-05-01"),
        ("2020-12-03", "The previous day it rose.", "2020-12-02"),
        ("2020-12-03", "It fell in 1809. It is open today. Fifty years later it burnt.", "1809 2020-12-03 1859"),
        (
            "2020-12-03",
            "Net fell in the third quarter, from a year ago. For the nine months it rose from a year ago.",
            "2020-Q3 2019-Q3 P9M 2019",
        ),
        // A quarter that is not over is not reported on, but for one of a fiscal year of its own.
        (
            "1989-10-26",
            "Net fell in the third quarter. It sees a loss in the fourth quarter. It earned $2 a year ago.",
            "1989-Q3 1989-Q4 1988-Q3",
        ),
        ("1989-10-26", "Net fell in the fourth quarter ended Sept. 30. It earned $2 a year ago.", "1989-Q4 1989-09-30 1988-Q4"),
        ("2020-12-03", "It fell on May 3, 2010. A few days later it rose.", "2010-05-03 PAST_REF"),
        ("2020-12-03", "It will fall on May 3, 2021. A few days later it may rise.", "2021-05-03 FUTURE_REF"),
        ("2020-12-03", "It fell on Monday. A leak five months later led to a halt.", "2020-11-30 XXXX-XX"),
        ("2020-12-03", "It was shut on Monday. It will open two months later.", "2020-11-30 2021-01"),
        ("2020-12-03", "Little known is the rout six months later, in which they lost.", "XXXX-XX"),
        ("2020-01-23", "He worked there until last December.", "2019-12"),
        ("2020-11-23", "He worked there until last October.", "2019-10"),
        ("2020-12-03", "On that September day it fell.", "2020-09"),
        ("2021-02-03", "It fell on Thursday, January 28, 2021. They were there that November day.", "2021-01-28 2020-11"),
        // Hours without a day.
        ("2020-12-03", "It fell on Monday. At 9 a.m. it rose.", "2020-11-30 2020-11-30T09:00"),
        ("2020-12-03", "In 1986 it fell at 9 a.m. sharp. It rose at noon.", "1986 1986-XX-XXT09:00 2020-12-03T12:00"),
        ("2020-12-03", "It fell on Monday, two days after it had risen at 9 a.m.", "2020-11-30 P2D XXXX-XX-XXT09:00"),
        // 3. The direction of the clause.
        ("2020-12-03", "He was killed in January. They will meet in January.", "2020-01 2021-01"),
        ("2020-12-03", "It fell on Monday. It will rise on Monday. It fell on Thursday.", "2020-11-30 2020-12-07 2020-12-03"),
        ("2020-12-03", "They must leave by Friday. They have stayed since Friday.", "2020-12-04 2020-11-27"),
        ("2020-12-03", "It is expected in November. It rose in November. It ends in December.", "2021-11 2020-11 2020-12"),
        ("2020-12-03", "Sales fell in the third quarter and rose in summer.", "2020-Q3 2020-SU"),
        // 4. The nearest day.
        ("2021-01-02", "BAGHDAD, Dec. 30 (Reuters)", "2020-12-30"),
        // 5. Narrative, and passages of news.
        ("2020-12-03", &format!("{histories}In 1915 it broke. In March it began."), "1910-05 1911-06 1912-07 1913 1914 1915 1915-03"),
        ("2020-12-03", "He was shot on May 3, 1998. On May 10 he died.", "1998-05-03 1998-05-10"),
        (
            "2020-12-03",
            &format!("{histories}In 1915 it broke. The talks, held until May 1917, failed. In June 1915 it fell. By August it was over."),
            "1910-05 1911-06 1912-07 1913 1914 1915 1917-05 1915-06 1915-08",
        ),
        (
            "2020-12-03",
            &format!("{histories}By May 1917 it held. By July 1915 half were gone, in August the rest. In November 1915 it fell."),
            "1910-05 1911-06 1912-07 1913 1914 1917-05 1915-07 1915-08 1915-11",
        ),
        (
            "2020-12-03",
            &format!("{histories}\n\n1916: the thaw\n\nIn the winter of 1915 it froze. In March it thawed."),
            "1910-05 1911-06 1912-07 1913 1914 1916 1915-WI 1916-03",
        ),
        // Nor is what opens next week of a history's years, nor what was amended last week.
        (
            "2020-12-03",
            "In 1910 it rose. In 1911 it grew. In 1912 war came. In 1913 it fell. In 1914 it ended. This article was amended on 1 December. \
             His sentencing is scheduled for 16 December.",
            "1910 1911 1912 1913 1914 2020-12-01 2020-12-16",
        ),
        // Lengths that run up to the article make it news.
        (
            "2020-12-03",
            &format!("{histories}Over the past decade, in the last three years and in recent months little changed. In November it fell."),
            "1910-05 1911-06 1912-07 1913 1914 P10Y P3Y PXM 2020-11",
        ),
        // 6. Ranges share their year.
        ("2020-12-03", "It lasted from June to August 2010.", "2010-06 2010-08"),
        ("", "It lasted from the summer to the autumn of 481 BC.", "BC0481-SU BC0481-FA"),
        // "previous" counts from the last day that was told.
        ("2020-12-03", "It fell on Friday. It was a bad week, and the worst since the previous Friday.", "2020-11-27 2020-11-20"),
        // A future that is thin evidence does not take yesterday for the day of next week.
        ("2020-12-05", "He said they would receive it later on Friday.", "2020-12-04"),
        ("2020-12-03", "It has risen since Thursday. It fell on Thursday.", "2020-11-26 2020-12-03"),
        ("2014-03-20", "This winter's snow hit crops. This summer may be dry.", "2013-WI 2014-SU"),
        (
            "2013-03-22",
            "Fourth-quarter sales rose. In 2012, it lost $2, from $3 the year before. In the fourth quarter it earned $1, from $2 a year ago.",
            "2012-Q4 2012 2011 2012-Q4 2011-Q4",
        ),
        // 7. A weekday does not move its date.
        ("2020-12-03", "It fell on Monday, May 5, 2010.", "2010-05-05"),
        ("2020-12-03", "He was shot on May 3, 1998. The reform of last May failed.", "1998-05-03 2020-05"),
        ("2020-12-03", "He was shot on May 3, 1998. In recent years he hid; in October he died.", "1998-05-03 PXY 2020-10"),
        ("2022-07-27", "They backed a cut in the use of gas over the winter.", "2022-WI"),
        ("2022-07-27", "They had drawn up three plans for this autumn and winter.", "2022-FA 2022-WI"),
        ("2022-07-27", "The town fell in the winter.", "2021-WI"),
        ("2022-06-25", "It may help the units that came in during the 24 February invasion.", "2022-02-24"),
        (
            "2020-12-03",
            "It fell in 1809. Fifty years later they left. In 2014 it rose. Fifty years later the tsar fell.",
            "1809 1859 2014 XXXX",
        ),
        // The calendar's edges.
        ("2021-01-02", "It fell this week and last week.", "2020-W53 2020-W52"),
        ("2020-02-29", "It fell a year ago; it fell on Feb. 29.", "2019 2020-02-29"),
        ("2021-03-01", "It fell on Feb. 29.", "2020-02-29"),
    ] {
        let found: Vec<String> = recognize(text, dct.parse().ok(), lexicon).into_iter().map(|t| t.value).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn thin_evidence_keeps_the_other_reading() {
    let lexicon = Lexicon::embedded();
    let found = recognize("The deal of Monday.", "2020-12-03".parse().ok(), lexicon);
    assert_eq!((found[0].value.as_str(), found[0].alternative.unwrap().to_string().as_str()), ("2020-11-30", "2020-12-07"));
}

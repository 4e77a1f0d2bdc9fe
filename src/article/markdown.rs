//! Markdown: the title is the first heading. The body keeps its marks, because quotes and offsets refer to the file as people see it.

use super::{About, plain};

pub(super) fn about(body: &str) -> About {
    let about = plain::about(body);
    About { title: heading(body).or(about.title), ..about }
}

/// The first `# Heading`, or a first line underlined with `===`.
fn heading(body: &str) -> Option<String> {
    let mut lines = body.lines().map(str::trim_end).skip_while(|l| l.is_empty());
    let first = lines.next()?;
    if let Some(under) = lines.next()
        && under.len() >= 3
        && under.bytes().all(|b| b == b'=')
    {
        return Some(first.trim().to_string());
    }
    let mut fenced = false;
    for line in body.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if let Some(title) = line.strip_prefix("# ")
            && !fenced
        {
            return Some(title.trim().trim_end_matches('#').trim_end().to_string()).filter(|t| !t.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (body, expected) in [
            ("# Rain in Basra\n\nIt rained.", Some("Rain in Basra")),
            ("# Rain in Basra #\nIt rained.", Some("Rain in Basra")),
            ("Rain in Basra\n=============\n\nIt rained.", Some("Rain in Basra")),
            ("```\n# no title\n```\n\nIt rained.", None),
            ("It rained.\n\n# Rain in Basra\n\nMore.", Some("Rain in Basra")),
            ("## Rain\n\nIt rained.", Some("## Rain")),
            ("#hashtag\nIt rained.", None),
            ("It rained.", None),
        ] {
            assert_eq!(about(body).title.as_deref(), expected, "{body}");
        }
    }
}

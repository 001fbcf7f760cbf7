//! Documents as they are written: sections, tables, links, anchors.

/// The text below a heading, down to the next one of its rank or above.
pub(crate) fn section<'d>(document: &'d str, heading: &str) -> &'d str {
    let start = document.find(&format!("\n{heading}\n"));
    let start = start.unwrap_or_else(|| panic!("no heading {heading:?}")) + heading.len() + 2;
    let rank = heading.chars().take_while(|sign| *sign == '#').count();
    let ends = (1..=rank).filter_map(|rank| {
        let mark = format!("\n{} ", "#".repeat(rank));
        document[start..].find(&mark)
    });
    ends.min().map_or(&document[start..], |end| &document[start..start + end])
}

/// The cells of each row of the table whose first heading this is.
pub(crate) fn table<'d>(text: &'d str, first: &str) -> Vec<Vec<&'d str>> {
    let rows = text.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    let rows: Vec<_> = rows.skip(2).take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(!rows.is_empty(), "no table of {first:?}");
    rows
}

/// The cells of a row; a bar in one is written as `\|`.
fn cells(row: &str) -> Vec<&str> {
    let inner = row.trim().trim_start_matches('|').trim_end_matches('|');
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        if !inner[..at].ends_with('\\') {
            cells.push(inner[start..at].trim());
            start = at + 1;
        }
    }
    cells.push(inner[start..].trim());
    cells
}

/// What stands between back ticks.
pub(crate) fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The lines outside of blocks of code.
pub(crate) fn prose(document: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_code = false;
    document.lines().enumerate().filter_map(move |(number, line)| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        (!is_code && !is_fence).then_some((number + 1, line))
    })
}

/// The anchors of a document's headings, as GitHub makes them.
pub(crate) fn anchors(document: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for (_, line) in prose(document).filter(|(_, line)| line.starts_with('#')) {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        let anchor: String = kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect();
        let again = anchors.iter().filter(|other| **other == anchor).count();
        anchors.push(if again == 0 { anchor } else { format!("{anchor}-{again}") });
    }
    anchors
}

/// Where the links of a line lead.
pub(crate) fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link)
}

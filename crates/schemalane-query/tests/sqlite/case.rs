//! A case: a query, and what is to be said of it.

use schemalane_query::{Access, Analysis, Column, Refusal, Stated};

/// A query, what is stated of its parameters, and the lines that say what it is.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) sql: String,
    /// `@ list INTEGER`: what is stated of each parameter.
    pub(crate) stated: Vec<Stated>,
    /// `~ 1 2`: columns that no row can show null.
    pub(crate) unseen: Vec<usize>,
    /// `< 1, 'a'`: what is bound, beside what is bound to all cases.
    pub(crate) runs: Vec<String>,
    /// `= id INTEGER!`, and what else there is to say.
    pub(crate) expected: Vec<String>,
}

/// The cases of a file: each is lines without an empty one, of which those without a mark are the query.
pub(crate) fn parse(text: &str) -> Vec<Case> {
    text.split("\n\n").map(block).filter(|case| !case.sql.is_empty()).collect()
}

fn block(text: &str) -> Case {
    let mut case = Case::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some(("@", rest)) => case.stated = rest.split(", ").map(stated).collect(),
            Some(("~", rest)) => {
                case.unseen = rest.split(' ').map(|place| place.parse().unwrap()).collect();
            }
            Some(("<", rest)) => case.runs.push(rest.to_owned()),
            Some(("=" | "?" | "!" | "tables", _)) => case.expected.push(line.to_owned()),
            _ if line == "=" || line == "write" => case.expected.push(line.to_owned()),
            _ => {
                case.sql.push_str(line);
                case.sql.push('\n');
            }
        }
    }
    case.sql = case.sql.trim().to_owned();
    case
}

/// `list INTEGER`, `null TEXT`, `never`, or `-` for nothing.
fn stated(text: &str) -> Stated {
    let mut stated = Stated::default();
    for word in text.split(' ') {
        match word {
            "list" => stated.list = true,
            "null" => stated.nullable = Some(true),
            "never" => stated.nullable = Some(false),
            "-" => {}
            name => stated.data_type = Some(name.to_owned()),
        }
    }
    stated
}

/// What is said of a query, in lines.
pub(crate) fn lines(found: &Result<Analysis, Refusal>) -> Vec<String> {
    let analysis = match found {
        Ok(analysis) => analysis,
        Err(refusal) => {
            let place = refusal.offset.map_or("-".to_owned(), |offset| offset.to_string());
            let help = refusal.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            return vec![format!("! {place} {}{help}", refusal.message)];
        }
    };
    let columns: Vec<String> = analysis.columns.iter().map(column).collect();
    let mut lines = vec![format!("= {}", columns.join(", ")).trim_end().to_owned()];
    for (place, parameter) in analysis.parameters.iter().enumerate() {
        let mark = if parameter.nullable { '?' } else { '!' };
        let data_type = parameter.data_type.as_deref().unwrap_or("-");
        let origin = parameter.origin.as_ref();
        let origin = origin.map(|origin| format!(" {}.{}", origin.table, origin.column));
        lines.push(format!("? {} {data_type}{mark}{}", place + 1, origin.unwrap_or_default()));
    }
    if analysis.access == Access::Write {
        lines.push("write".to_owned());
    }
    let tables: Vec<&str> = analysis.tables.iter().map(String::as_str).collect();
    if !tables.is_empty() {
        lines.push(format!("tables {}", tables.join(" ")));
    }
    lines
}

/// `id INTEGER!`: a name, a type, and whether it can be null: `!` never, `?` it can, `?a` with row `a`, `??a` with row `a`
/// and where that is there. `*` marks a column of a table.
fn column(column: &Column) -> String {
    let data_type = column.data_type.as_deref().unwrap_or("-");
    let mark = match (column.nullable, column.nullable_in_row) {
        (false, _) => "!",
        (true, true) if column.joined.is_some() => "??",
        (true, _) => "?",
    };
    let row = column.joined.map(|row| format!("{}", row % 1000)).unwrap_or_default();
    let origin = column.origin.as_ref();
    let origin = origin.map(|origin| format!(" {}.{}", origin.table, origin.column));
    format!("{} {data_type}{mark}{row}{}", column.name, origin.unwrap_or_default())
}

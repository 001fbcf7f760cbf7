//! A name of an object as somebody types it.

use crate::Address;
use schemalane_source::Dialect;

/// A name of an object, or of a part of one, as somebody types it: `users.nickname`, `column:"Users"."Nick.Name"`,
/// `table app.users`, `area(integer, integer)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The word that says what it is.
    word: Option<&'static str>,
    segments: Vec<Segment>,
    /// The types of a routine's arguments, between their parentheses.
    arguments: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    text: String,
    is_quoted: bool,
}

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// It stands before a colon, and says nothing.
    Word(String),
    /// It cannot be a name without quotes.
    Bare(String),
    /// A quote is not closed, or something stands behind one that is.
    Quote,
    /// There is nothing between two dots, before the first, or behind the last.
    Empty,
}

/// PostgreSQL cuts names that are longer, in bytes.
const LONGEST: usize = 63;

impl Name {
    pub(super) fn parse(text: &str) -> Result<Self, Slip> {
        let (word, mut rest) = word(text.trim())?;
        let mut segments = Vec::new();
        loop {
            let (segment, behind) = segment(rest)?;
            segments.push(segment);
            if let Some(arguments) = behind.strip_prefix('(') {
                let arguments = arguments.strip_suffix(')').ok_or(Slip::Quote)?.to_owned();
                return Ok(Self { word, segments, arguments: Some(arguments) });
            }
            match behind.strip_prefix('.') {
                Some(behind) => rest = behind,
                None if behind.is_empty() => return Ok(Self { word, segments, arguments: None }),
                None => return Err(Slip::Quote),
            }
        }
    }

    /// The names as the database compares them, under which [`keys`] finds what this may mean.
    pub(super) fn key(&self, dialect: Dialect) -> Vec<String> {
        let segments = self.segments.as_slice();
        let fold = |segment: &Segment| fold(segment, dialect);
        let mut names: Vec<String> = segments.iter().map(fold).collect();
        // The one schema that a database of SQLite has.
        if dialect == Dialect::Sqlite && names.len() > 1 && names[0] == "main" {
            names.remove(0);
        }
        if let (Some(arguments), Some(last)) = (&self.arguments, names.last_mut()) {
            *last = format!("{last}({})", types(arguments));
        }
        names
    }

    /// Whether an address that [`keys`] finds under its key is one that it may mean.
    pub(super) fn allows(&self, address: &Address) -> bool {
        self.word.is_none_or(|word| word == address.word())
    }
}

/// The keys of an address: all that can be left out of it is left out of one of them.
pub(super) fn keys(address: &Address, dialect: Dialect) -> Vec<Vec<String>> {
    let path: Vec<String> = match dialect {
        Dialect::Sqlite => address.path().iter().map(|name| name.to_ascii_lowercase()).collect(),
        Dialect::Postgres => address.path().into_iter().map(str::to_owned).collect(),
    };
    let mut paths = vec![path.clone()];
    if address.object.kind == crate::Kind::Routine
        && let Some(last) = path.last()
        && let Some(begin) = last.rfind('(')
    {
        let with = |name: String| {
            let mut path = path.clone();
            path.pop();
            path.push(name);
            path
        };
        let arguments = last[begin..].trim_start_matches('(').trim_end_matches(')');
        paths = vec![
            with(format!("{}({})", &last[..begin], types(arguments))),
            with(last[..begin].to_owned()),
        ];
    }
    let silent = address.silent();
    let shorter: Vec<Vec<String>> = paths
        .iter()
        .filter(|path| silent > 0 && path.len() > silent)
        .map(|path| path[silent..].to_vec())
        .collect();
    paths.extend(shorter);
    paths
}

/// As the database compares it: SQLite takes capitals for the small letters, PostgreSQL only those without quotes.
fn fold(segment: &Segment, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => segment.text.to_ascii_lowercase(),
        Dialect::Postgres => {
            let text = if segment.is_quoted {
                segment.text.clone()
            } else {
                segment.text.to_ascii_lowercase()
            };
            let ends = (0..=text.len().min(LONGEST)).rev();
            let end = ends.into_iter().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            text[..end].to_owned()
        }
    }
}

/// The word that says what is meant, and what stands behind it. A name without quotes holds neither colon nor blank.
fn word(text: &str) -> Result<(Option<&'static str>, &str), Slip> {
    let end = text.find(['"', '(']).unwrap_or(text.len());
    if let Some(colon) = text[..end].find(':') {
        let written = &text[..colon];
        let is_meant = |word: &&str| written.trim().replace('-', " ").eq_ignore_ascii_case(word);
        let word =
            Address::words().find(is_meant).ok_or_else(|| Slip::Word(written.trim().to_owned()))?;
        return Ok((Some(word), text[colon + 1..].trim_start()));
    }
    let behind = |word: &'static str| {
        let (begin, rest) = text.split_at_checked(word.len())?;
        let is_word = begin.eq_ignore_ascii_case(word) && rest.starts_with(char::is_whitespace);
        is_word.then(|| (Some(word), rest.trim_start()))
    };
    Ok(Address::words().find_map(behind).unwrap_or((None, text)))
}

/// The first part of a path, and what stands behind it.
fn segment(text: &str) -> Result<(Segment, &str), Slip> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(['.', '(']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if name.is_empty() {
            return Err(Slip::Empty);
        }
        let is_bare = |next: char| next.is_alphanumeric() || next == '_' || next == '$';
        if !name.chars().all(is_bare) {
            return Err(Slip::Bare(name.to_owned()));
        }
        return Ok((Segment { text: name.to_owned(), is_quoted: false }, rest));
    };
    let mut name = String::new();
    loop {
        let (piece, behind) = rest.split_once('"').ok_or(Slip::Quote)?;
        name.push_str(piece);
        match behind.strip_prefix('"') {
            Some(behind) => {
                name.push('"');
                rest = behind;
            }
            None if name.is_empty() => return Err(Slip::Empty),
            None => return Ok((Segment { text: name, is_quoted: true }, behind)),
        }
    }
}

/// The types of arguments as the catalogue writes them.
fn types(arguments: &str) -> String {
    split(arguments).iter().map(|one| canonical(one)).collect::<Vec<_>>().join(", ")
}

/// What stands between commas that are not in quotes.
fn split(text: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let mut found = text.split(|next: char| {
        is_quoted ^= next == '"';
        next == ',' && !is_quoted
    });
    let all: Vec<&str> = found.by_ref().map(str::trim).collect();
    if all == [""] { Vec::new() } else { all }
}

/// A type with single blanks, in small letters where it has no quotes, under the name that SQL's other names stand for.
fn canonical(written: &str) -> String {
    let mut is_quoted = false;
    let lower = |next: char| {
        is_quoted ^= next == '"';
        if is_quoted { next } else { next.to_ascii_lowercase() }
    };
    let folded: String = written.chars().map(lower).collect();
    let folded = if folded.contains('"') {
        folded
    } else {
        folded.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (name, array) = folded.split_at(folded.trim_end_matches("[]").len());
    let name = match name.trim_end() {
        "int" | "int4" => "integer",
        "int2" => "smallint",
        "int8" => "bigint",
        "float4" => "real",
        "float" | "float8" => "double precision",
        "bool" => "boolean",
        "decimal" => "numeric",
        "varchar" => "character varying",
        "char" => "character",
        "varbit" => "bit varying",
        "timestamp" => "timestamp without time zone",
        "timestamptz" => "timestamp with time zone",
        "time" => "time without time zone",
        "timetz" => "time with time zone",
        other => other,
    };
    format!("{name}{array}")
}

#[cfg(test)]
mod tests;

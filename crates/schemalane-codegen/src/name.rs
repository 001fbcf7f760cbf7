//! Rust names from names of a database.
//!
//! Words are what stands between other characters than letters and digits, and what begins with a capital behind a small
//! letter or a digit. A field or a module is its words in small letters with `_` between them; a type is its words with
//! capitals, the last of a table's in the singular. What Rust has a meaning for is written as `r#type`, or gets a `_`.

use crate::Settings;

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None;
    for character in name.chars() {
        let begins = character.is_uppercase()
            && before.is_some_and(|it: char| it.is_lowercase() || it.is_ascii_digit());
        if begins || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
        before = Some(character);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A field, a function or a module: `unit_price`.
pub(crate) fn snake(name: &str) -> Option<String> {
    identifier(words(name).join("_"))
}

/// The module of a table, which is a file.
pub(crate) fn module(name: &str) -> Option<String> {
    // What other files of the folder have, and names that Windows has no files for.
    const TAKEN: &[&str] = &[
        "aux",
        "backend",
        "composites",
        "con",
        "entities",
        "enums",
        "mod",
        "nul",
        "prn",
        "queries",
    ];
    let name = snake(name)?;
    let plain = name.trim_start_matches("r#");
    Some(if TAKEN.contains(&plain) { format!("{plain}_") } else { name })
}

/// A type: `UnitPrice`.
pub(crate) fn pascal(name: &str) -> Option<String> {
    identifier(capitals(&words(name)))
}

/// The type of a table's rows: `invoice_lines` has `InvoiceLine`.
pub(crate) fn row(name: &str) -> Option<String> {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    let name = identifier(capitals(&words))?;
    Some(if is_taken(&name) { format!("{name}Row") } else { name })
}

/// The name of a type behind what the settings let every one begin with.
pub(crate) fn prefixed(settings: &Settings, name: String) -> String {
    match &settings.prefix {
        Some(prefix) => format!("{prefix}{name}"),
        None => name,
    }
}

fn capitals(words: &[String]) -> String {
    words
        .iter()
        .map(|word| {
            let mut characters = word.chars();
            let first = characters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(characters).collect::<String>()
        })
        .collect()
}

/// A text that Rust takes for a name.
pub(crate) fn identifier(text: String) -> Option<String> {
    let first = text.chars().next()?;
    let text = if first.is_numeric() { format!("_{text}") } else { text };
    if syn::parse_str::<syn::Ident>(&text).is_ok() {
        return Some(text);
    }
    let raw = format!("r#{text}");
    if syn::parse_str::<syn::Ident>(&raw).is_ok() {
        return Some(raw);
    }
    let longer = format!("{text}_");
    syn::parse_str::<syn::Ident>(&longer).is_ok().then_some(longer)
}

/// The name of one row, from that of a module: `order_line` of `order_lines`.
pub(crate) fn of_one(module: &str) -> String {
    with_last(module, singular)
}

/// The name of many rows: `order_lines`, also of `order_line`.
pub(crate) fn of_many(module: &str) -> String {
    with_last(module, plural)
}

fn with_last(module: &str, change: fn(&str) -> String) -> String {
    let module = module.trim_start_matches("r#");
    match module.rsplit_once('_') {
        Some((before, last)) if !last.is_empty() => format!("{before}_{}", change(last)),
        _ => change(module),
    }
}

/// What generated modules have in scope anyway: such a row would hide it.
fn is_taken(name: &str) -> bool {
    const TAKEN: &[&str] = &[
        "Box",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Drop",
        "Eq",
        "Err",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "Into",
        "Iterator",
        "Maybe",
        "None",
        "Ok",
        "Option",
        "Ord",
        "PartialEq",
        "Result",
        "Send",
        "Set",
        "Some",
        "String",
        "Sync",
        "ToString",
        "Unset",
        "Vec",
    ];
    TAKEN.contains(&name)
}

/// The plural of an English word that may be one already.
fn plural(word: &str) -> String {
    if let Some((plural, _)) = IRREGULAR.iter().find(|(many, one)| *one == word || *many == word) {
        return (*plural).to_owned();
    }
    if singular(word) != word {
        return word.to_owned();
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let without = |count: usize| word[..word.len() - count].to_owned();
    if ends(&["ay", "ey", "oy", "uy"]) || !ends(&["s", "x", "z", "ch", "sh", "y"]) {
        format!("{word}s")
    } else if ends(&["y"]) {
        without(1) + "ies"
    } else {
        format!("{word}es")
    }
}

/// Words whose plural and singular no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("mice", "mouse"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("geese", "goose"),
    ("indices", "index"),
    ("vertices", "vertex"),
    ("criteria", "criterion"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("series", "series"),
    ("species", "species"),
    ("news", "news"),
    ("caches", "cache"),
    ("aches", "ache"),
    ("lenses", "lens"),
    ("buses", "bus"),
    ("gases", "gas"),
    ("aliases", "alias"),
    ("atlases", "atlas"),
    ("canvases", "canvas"),
];

/// The singular of an English word, where its end says which it is.
fn singular(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(many, one)| *many == word || *one == word)
    {
        return (*singular).to_owned();
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let without = |count: usize| word[..word.len() - count].to_owned();
    if ends(&["ies"]) && word.len() > 4 {
        without(3) + "y"
    } else if ends(&["sses", "shes", "ches", "xes", "zzes", "tuses", "ruses", "nuses", "iases"])
        && word.len() > 4
    {
        without(2)
    } else if ends(&["ss", "us", "is"]) || !ends(&["s"]) || word.len() < 3 {
        word.to_owned()
    } else {
        without(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_words_in_small_letters() {
        for (name, field) in [
            ("unit_price", "unit_price"),
            ("createdAt", "created_at"),
            ("Größe", "größe"),
            ("2nd line", "_2nd_line"),
            ("a-b", "a_b"),
            ("type", "r#type"),
            ("self", "self_"),
            ("HTTPStatus", "httpstatus"),
        ] {
            assert_eq!(snake(name).as_deref(), Some(field), "{name}");
        }
        assert_eq!(snake("---"), None);
        for (name, file) in [("mod", "mod_"), ("Enums", "enums_"), ("type", "r#type")] {
            assert_eq!(module(name).as_deref(), Some(file), "{name}");
        }
    }

    #[test]
    fn rows_are_singular_and_hide_nothing() {
        for (name, row_name) in [
            ("students", "Student"),
            ("invoice_lines", "InvoiceLine"),
            ("categories", "Category"),
            ("addresses", "Address"),
            ("boxes", "BoxRow"),
            ("status", "Status"),
            ("statuses", "Status"),
            ("houses", "House"),
            ("people", "Person"),
            ("options", "OptionRow"),
            ("news", "News"),
            ("analysis", "Analysis"),
            ("canvas", "Canvas"),
        ] {
            assert_eq!(row(name).as_deref(), Some(row_name), "{name}");
        }
    }
    #[test]
    fn one_and_many_are_told_apart() {
        for (module, one, many) in [
            ("order_lines", "order_line", "order_lines"),
            ("invoice", "invoice", "invoices"),
            ("category", "category", "categories"),
            ("people", "person", "people"),
            ("day", "day", "days"),
            ("box", "box", "boxes"),
            ("status", "status", "statuses"),
            ("r#type", "type", "types"),
            ("bus", "bus", "buses"),
        ] {
            assert_eq!((of_one(module).as_str(), of_many(module).as_str()), (one, many));
        }
    }
}

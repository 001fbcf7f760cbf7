//! Rust names from the names in files of queries, by the same rule as for names of a database.

/// A function, a parameter or a module: `ListAuthors` is `list_authors`. `None` where the name has no words.
pub(crate) fn snake(name: &str) -> Option<String> {
    let text = words(name).join("_");
    let first = text.chars().next()?;
    let text = if first.is_numeric() { format!("_{text}") } else { text };
    Some(match text.as_str() {
        "self" | "super" | "crate" => format!("{text}_"),
        word if KEYWORDS.contains(&word) => format!("r#{word}"),
        _ => text,
    })
}

/// The words of a name, in small letters: a capital begins one behind a small letter or a digit.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before: Option<char> = None;
    for character in name.chars() {
        let begins = character.is_uppercase()
            && before.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit());
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

/// What Rust 2024 has a meaning for, or keeps for one.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether a text is a name as SQL and Rust both write it: letters, digits and `_`, no digit first.
pub(crate) fn is_name(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_')
        && text.chars().all(|character| character.is_alphanumeric() || character == '_')
        && text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::snake;

    #[test]
    fn names_become_names_of_functions() {
        for (name, expected) in [
            ("ListAuthors", Some("list_authors")),
            ("list_authors", Some("list_authors")),
            ("getURL", Some("get_url")),
            ("list-authors", Some("list_authors")),
            ("Type", Some("r#type")),
            ("self", Some("self_")),
            ("__", None),
        ] {
            assert_eq!(snake(name).as_deref(), expected, "{name}");
        }
    }
}

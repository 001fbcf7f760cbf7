//! The values of a header.

use crate::Timeouts;
use std::time::Duration;

/// A time with its unit, as long as PostgreSQL can count at most.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let digits = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let milliseconds: u64 = match &text[digits.len()..] {
        "ms" => 1,
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        "" if digits == "0" => 1,
        _ => return None,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let total = is_number.then(|| digits.parse::<u64>().ok())??.checked_mul(milliseconds)?;
    (total <= Timeouts::LONGEST_MS).then(|| Duration::from_millis(total))
}

/// A value without the quotes of one kind around it.
pub(super) fn bare(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

/// A text that says something.
pub(super) fn text(text: &str) -> Option<String> {
    let text = bare(text).trim();
    (!text.is_empty() && !text.contains(char::is_control)).then(|| text.to_owned())
}

/// Names of schemas with commas between them, each once. In double quotes a name may have any
/// characters, a quote as two; without them it is one that no database would fold.
pub(super) fn names(text: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = text.trim();
    loop {
        let (name, behind) = name(rest)?;
        if names.contains(&name) {
            return None;
        }
        names.push(name);
        match behind.trim_start() {
            "" => return Some(names),
            behind => rest = behind.strip_prefix(',')?.trim_start(),
        }
    }
}

/// The name that a text begins with, and what is behind it.
fn name(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|character: char| !matches!(character, 'a'..='z' | '0'..='9' | '_'));
        let (name, behind) = text.split_at(end.unwrap_or(text.len()));
        let is_name = name.starts_with(|first: char| !first.is_ascii_digit());
        return is_name.then(|| (name.to_owned(), behind));
    };
    let mut name = String::new();
    let mut rest = quoted;
    loop {
        let (part, behind) = rest.split_once('"')?;
        name.push_str(part);
        match behind.strip_prefix('"') {
            Some(behind) => {
                name.push('"');
                rest = behind;
            }
            None => {
                let fits = !name.is_empty() && name.len() < 64 && !name.contains(char::is_control);
                return fits.then_some((name, behind));
            }
        }
    }
}

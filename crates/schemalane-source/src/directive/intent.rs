//! Comments that were meant to be settings.
//!
//! What is written nearly right says nothing, and a file runs otherwise than its author believes.
//! Prose says nothing, too, and must be left in peace: so a line counts only if it *begins* with a
//! name like ours, and goes on with what looks like a key and a value.

use super::key::Key;
use super::value;

/// What a setting begins with.
pub(super) const NAME: &str = "schemalane";

/// How many slips of the pen a name or a key may have and still be meant.
const SLIPS: usize = 2;

/// The setting that a line was meant to be, as it must be written; `None` for prose.
pub(super) fn intent(line: &str) -> Option<String> {
    let text = undecorated(line);
    let (spelling, rest) = name(text)?;
    let gap = rest.find(char::is_alphanumeric)?;
    let (separators, rest) = rest.split_at(gap);
    let has_colon = separators.contains([':', '：']);
    let (key, value) = setting(rest, has_colon)?;
    let is_meant = match Key::ALL.into_iter().find(|known| distance(known.name(), &key) <= SLIPS) {
        Some(known) => return Some(form(known.name(), value)),
        // A key that does not exist, behind what can only be meant for us.
        None => spelling == Spelling::Right || has_colon,
    };
    is_meant.then(|| form(&key, value))
}

fn form(key: &str, value: &str) -> String {
    let shown = |character: char| match character {
        '"' | '\'' => character.to_string(),
        character => character.escape_debug().to_string(),
    };
    let value: String = value.chars().map(shown).collect();
    format!("-- {NAME}: {key} = {value}")
}

/// A line without what is drawn around it; a quote at its end stays where it closes a value.
fn undecorated(line: &str) -> &str {
    let text = line.trim_start_matches(|character: char| !character.is_alphanumeric());
    let is_value =
        |character: char| character.is_alphanumeric() || character == '"' || character == '\'';
    let text = text.trim_end_matches(|character| !is_value(character));
    match text.strip_suffix(['"', '\'']) {
        Some(inner)
            if text[inner.len()..].chars().all(|quote| inner.matches(quote).count() % 2 == 0) =>
        {
            inner
        }
        _ => text,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    Right,
    Nearly,
}

/// How nearly a text begins with our name, in one word or in two, and what is behind it.
fn name(text: &str) -> Option<(Spelling, &str)> {
    let text = text.trim_start_matches(|character: char| !character.is_alphanumeric());
    let (first, rest) = word(text);
    let (second, behind) = word(rest.trim_start_matches([' ', '-', '_']));
    let spelling = |name: &str| match distance(NAME, &name.to_ascii_lowercase()) {
        0 => Some(Spelling::Right),
        slips if slips <= SLIPS => Some(Spelling::Nearly),
        _ => None,
    };
    // Two words are ours only if they are both right: many things of a schema are written so.
    let joined = || format!("{first}{second}").eq_ignore_ascii_case(NAME);
    match spelling(first) {
        Some(spelling) => Some((spelling, rest)),
        None => joined().then_some((Spelling::Right, behind)),
    }
}

/// The letters that a text begins with, and what is behind them.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !character.is_ascii_alphabetic());
    text.split_at(end.unwrap_or(text.len()))
}

/// The key and the value of `key = value`, or of what was meant as such: `key: value` and
/// `key value` with a key that exists, and behind a colon such a key alone.
fn setting(text: &str, has_colon: bool) -> Option<(String, &str)> {
    if let Some((key, value)) = text.split_once('=')
        && let Some(key) = key_of(key)
        && !value.trim().is_empty()
    {
        return Some((key, value.trim()));
    }
    let (key, value) = match text.split_once(':') {
        Some((key, value)) => (key_of(key)?, value.trim()),
        None => {
            let (key, value) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            (key_of(key)?, value.trim())
        }
    };
    let known = Key::named(&key)?;
    let fits = if value.is_empty() { has_colon } else { takes(known, value) };
    let shown = if value.is_empty() { "..." } else { value };
    fits.then_some((key, shown))
}

/// Words that can be a key: one, or those of a key that exists without its `_`.
fn key_of(text: &str) -> Option<String> {
    let words: Vec<_> = text.split(|character: char| !character.is_alphanumeric()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let key = words.join("_").to_ascii_lowercase();
    let is_one_word = !text.trim().contains(char::is_whitespace);
    let is_known = Key::ALL.iter().any(|known| distance(known.name(), &key) <= SLIPS);
    (!words.is_empty() && (is_one_word || is_known)).then_some(key)
}

/// Whether a value without `=` in front of it is one, and not the next word of a sentence.
fn takes(key: Key, text: &str) -> bool {
    match key {
        Key::Transaction => matches!(text, "true" | "false" | "on" | "off" | "yes" | "no"),
        Key::ForeignKeys | Key::RowSecurity => matches!(text, "on" | "off" | "true" | "false"),
        Key::LockTimeout | Key::StatementTimeout => value::duration(text).is_some(),
        Key::Isolation => value::bare(text).parse::<crate::Isolation>().is_ok(),
        Key::DateStyle | Key::TimeZone | Key::ExtraSearchPath => {
            !text.contains(char::is_whitespace)
        }
    }
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour to make
/// one word of another, as far as that matters: words too far apart in length are not compared.
fn distance(one: &str, other: &str) -> usize {
    if one.len().abs_diff(other.len()) > SLIPS {
        return SLIPS + 1;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=other.len()).collect();
    for i in 1..=one.len() {
        for j in 1..=other.len() {
            let cost = usize::from(one[i - 1] != other[j - 1]);
            let mut best =
                (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[one.len()][other.len()]
}

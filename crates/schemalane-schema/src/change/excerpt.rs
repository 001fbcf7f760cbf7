//! The part of a text that a sentence has room for.

use std::fmt;

/// So many characters are shown of a text.
const ROOM: usize = 120;

/// So many characters are shown before the place where two long texts begin to differ, and so many from there on.
const AROUND: usize = 50;

/// A text in one line that does not fill the screen.
pub(super) struct Excerpt<'t>(pub(super) &'t str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = line(self.0);
        match line.get(..ROOM) {
            Some(beginning) if line.len() > ROOM => {
                write!(f, "{}...", beginning.iter().collect::<String>())
            }
            _ => write!(f, "{}", line.iter().collect::<String>()),
        }
    }
}

/// Two texts as far as they are needed to see what differs: whole where both are short, else from a few words before the
/// first difference on. `None` where they differ in nothing but white space.
pub(super) fn apart(one: &str, other: &str) -> Option<(String, String)> {
    let (one, other) = (line(one), line(other));
    if one == other {
        return None;
    }
    if one.len().max(other.len()) <= ROOM {
        return Some((one.into_iter().collect(), other.into_iter().collect()));
    }
    let place = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    Some((around(&one, place), around(&other, place)))
}

/// A text in one line.
fn line(text: &str) -> Vec<char> {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// What stands around a place, from the beginning of a word to the end of one, unless a word is longer than that.
fn around(text: &[char], place: usize) -> String {
    let first = place.saturating_sub(AROUND);
    let last = (place + AROUND).min(text.len());
    let is_space = |letter: &char| *letter == ' ';
    let begin = match first {
        0 => 0,
        _ => text[first..place].iter().position(is_space).map_or(first, |skip| first + skip + 1),
    };
    let end = match last == text.len() {
        true => last,
        false => {
            let space = text[place..last].iter().rposition(is_space).filter(|kept| *kept > 0);
            space.map_or(last, |kept| place + kept)
        }
    };
    let shown: String = text[begin..end].iter().collect();
    let before = if begin > 0 { "..." } else { "" };
    let after = if end < text.len() { "..." } else { "" };
    format!("{before}{shown}{after}")
}

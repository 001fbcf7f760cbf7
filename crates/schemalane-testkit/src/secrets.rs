//! What must never be seen: every password that the kit makes, and those that a test adds.

use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::address::encode;

/// Stands in every password that the kit makes, and in no other text. It is found whether the URL around it was
/// encoded or not.
pub const MARKER: &str = "Hush-Secret";

static KNOWN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A new password. Half of it means something in a URL, so that who cuts a URL at the wrong place is found out.
#[must_use]
pub fn password() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{MARKER}-{}-{count}@tail/of%it:", process::id())
}

/// Adds a secret that a test made by itself.
pub fn remember(secret: &str) {
    assert!(!secret.is_empty(), "an empty secret would be found everywhere");
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).push(secret.to_owned());
}

/// Whether `text` contains a secret, as it is or as it stands in a URL.
#[must_use]
pub fn found_in(text: &str) -> bool {
    shapes().iter().any(|shape| contains(text, shape))
}

/// Panics when `text` contains a secret. `what` says what the text is. The panic itself does not show the secret.
///
/// ```
/// schemalane_testkit::secrets::assert_none("the report", "connected to db.example as shop");
/// ```
pub fn assert_none(what: &str, text: &str) {
    let lines: Vec<_> = text.lines().enumerate().filter(|(_, line)| found_in(line)).collect();
    let shown: Vec<_> =
        lines.iter().map(|(index, line)| format!("  line {}: {}", index + 1, mask(line))).collect();
    assert!(lines.is_empty() && !found_in(text), "a secret shows in {what}:\n{}", shown.join("\n"));
}

/// `text` with every secret replaced by `***`, for the kit's own messages.
#[must_use]
pub fn mask(text: &str) -> String {
    let mut shapes = shapes();
    shapes.sort_by_key(|shape| std::cmp::Reverse(shape.len()));
    shapes.iter().fold(text.to_owned(), |text, shape| without(&text, shape))
}

/// All that counts as seen: the marker, the end of a password that was cut at its `@`, and what was added, plain and encoded.
fn shapes() -> Vec<String> {
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let tail = "tail/of%it:";
    [MARKER, tail]
        .into_iter()
        .chain(known.iter().map(String::as_str))
        .flat_map(|secret| [secret.to_owned(), encode(secret)])
        .collect()
}

fn contains(text: &str, secret: &str) -> bool {
    text.to_ascii_lowercase().contains(&secret.to_ascii_lowercase())
}

fn without(text: &str, secret: &str) -> String {
    let mut masked = text.to_owned();
    while let Some(start) = masked.to_ascii_lowercase().find(&secret.to_ascii_lowercase()) {
        masked.replace_range(start..start + secret.len(), "***");
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_found_in_every_shape() {
        let password = password();
        let url = format!("postgres://shop:{}@localhost/shop", encode(&password));
        for text in [
            password.clone(),
            url,
            format!("{password:?}"),
            password.to_lowercase(),
            "rest: tail/of%it:".into(),
        ] {
            assert!(found_in(&text), "not found in one of the shapes");
        }
        assert!(!found_in("postgres://shop:***@localhost/shop"));
    }

    #[test]
    fn a_secret_that_was_added_is_found() {
        remember("white rabbit");
        assert!(found_in("follow the White%20Rabbit"));
        assert_eq!(mask("follow the white rabbit!"), "follow the ***!");
    }

    #[test]
    fn the_panic_names_the_line_and_hides_the_secret() {
        let text = format!("one\npassword = {}\n", password());
        let panic = std::panic::catch_unwind(|| assert_none("the log", &text)).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert!(
            message.starts_with("a secret shows in the log:\n  line 2: password = ***"),
            "{message}"
        );
        assert!(!found_in(message));
    }
}

//! Texts that may hold a password, wherever they turn up.

use std::borrow::Cow;

/// Whether a text may hold a password: somebody has written a URL with one, or `password=...`, where
/// another value belongs. What is printed of such a text is [`without_secret`].
///
/// ```
/// use schemalane_source::may_hold_secret;
///
/// assert!(may_hold_secret("postgres://shop:hunter2@db/shop"));
/// assert!(may_hold_secret("shop:hunter2@db/shop"));
/// assert!(!may_hold_secret("add the address shop@db"));
/// ```
#[must_use]
pub fn may_hold_secret(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    has_credentials(&lower)
        || ["password", "passwd", "pwd", "secret", "token", "api_key", "apikey"].into_iter().any(
            |word| lower.match_indices(word).any(|(at, _)| is_assigned(&lower[at + word.len()..])),
        )
}

/// Whether a name is followed by its value.
fn is_assigned(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '\'', '`', ' ']);
    rest.starts_with('=') || rest.starts_with("%3d")
}

/// A colon inside of a word and an `@` behind it: a user's name and a password, which may have any
/// character between them. Behind a scheme there need not be a name.
fn has_credentials(text: &str) -> bool {
    let Some(end) = text.rfind('@') else { return false };
    let is_inside = |(at, _): (usize, &str)| {
        let (before, behind) = (text[..at].chars().next_back(), text[at + 1..].chars().next());
        [before, behind].into_iter().all(|near| near.is_some_and(|near| !near.is_whitespace()))
    };
    text[..end].match_indices(':').any(is_inside)
}

/// The text, or where it may hold a password a remark that it is not repeated.
#[must_use]
pub fn without_secret(text: &str) -> Cow<'_, str> {
    if may_hold_secret(text) {
        Cow::Borrowed("(a text that may hold a password, and is not repeated)")
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_password_is_not_repeated() {
        for text in [
            "postgres://u:secret@h/d",
            "postgres://u:sec ret@h/d",
            "postgres:u:secret@host/db",
            "u:secret@host/db",
            "say u:secret@host/db, please",
            "u:sec ret@host/db",
            "unknown variant `postgres://u:secret@h/d`, expected `a`",
            "host=h password=secret",
            "?options=-c%20app.PASSWORD%3Dsecret",
            "\"password\" = 'secret'",
        ] {
            assert!(may_hold_secret(text), "{text}");
            assert!(!without_secret(text).contains("secret@"), "{text}");
        }
        for text in [
            "",
            "add account email",
            "mail shop@example.com",
            "see: shop@example.com",
            "https://example.com/a",
            "sqlite://shop.db",
            "reset the password",
            "/srv/a:b/c.db",
        ] {
            assert_eq!(without_secret(text), text);
        }
    }
}

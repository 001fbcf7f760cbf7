//! The text of a URL, before it is known what it says.

use schemalane_source::Dialect;

use super::UrlError;

/// A URL without the blanks and line breaks around it, which come from files
/// and variables; and the database that its scheme names.
pub(super) fn read(text: &str) -> Result<(Dialect, &str), UrlError> {
    let text = text.trim();
    let quotes = ['"', '\'', '`'];
    if text.starts_with(quotes) || text.ends_with(quotes) {
        return Err(UrlError::Quoted);
    }
    if text.chars().any(char::is_control) {
        return Err(UrlError::Control);
    }
    let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
    match scheme.to_ascii_lowercase().parse() {
        Ok(Dialect::Postgres) => match rest.strip_prefix("//") {
            Some(rest) => Ok((Dialect::Postgres, rest)),
            None => Err(UrlError::Postgres { what: "no // stands behind its scheme" }),
        },
        Ok(Dialect::Sqlite) => Ok((Dialect::Sqlite, rest.strip_prefix("//").unwrap_or(rest))),
        Err(_) => Err(UrlError::Scheme { scheme: shown(text) }),
    }
}

/// The scheme, where the text begins with one: anything else may be a password.
fn shown(text: &str) -> String {
    let Some((scheme, _)) = text.split_once("://") else { return String::new() };
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    // As JDBC has them.
    let parts = scheme.strip_prefix("jdbc:").unwrap_or(scheme);
    if is_part(parts) { format!("{scheme}://") } else { String::new() }
}

/// Decodes `%40` and its like; `None` where a `%` is none of these, where it
/// stands for a NUL, and where the bytes are no UTF-8. A `+` is a `+`.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, behind) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let byte = u8::from_str_radix(digits, 16).ok().filter(|byte| is_hex && *byte != 0)?;
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8(bytes).ok()
}

/// Encodes whatever means something in a URL.
pub(super) fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

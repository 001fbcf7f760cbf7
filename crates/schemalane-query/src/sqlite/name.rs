//! Names, as SQLite writes and compares them.

/// A name without its quotes.
pub(super) fn plain(written: &str) -> String {
    let Some(quote) = written.chars().next().filter(|first| "\"`[".contains(*first)) else {
        return string(written).unwrap_or_else(|| written.to_owned());
    };
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    match quote {
        '[' => inner.to_owned(),
        _ => inner.replace(&format!("{quote}{quote}"), &quote.to_string()),
    }
}

/// The text of a string in single quotes, which SQLite takes for a name where only a name can stand.
pub(super) fn string(written: &str) -> Option<String> {
    let inner = written.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

/// Whether it is written in the quotes that SQLite takes for those of a string where there is no such name.
pub(super) fn may_be_string(written: &str) -> bool {
    written.starts_with('"')
}

/// Whether two names are one.
pub(super) fn same(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}

/// Whether it is a name of the number that each row has.
pub(super) fn is_rowid(name: &str) -> bool {
    ["rowid", "oid", "_rowid_"].iter().any(|known| same(known, name))
}

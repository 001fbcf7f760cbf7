//! sea-orm-migration: a version is the name of a Rust file, such as
//! `m20220101_000001_create_table`, and nothing else is kept but the second.

use schemalane_source::{Dialect, Version};

use super::record::{ABSENT, Columns};

pub(super) const TABLE: &str = "seaql_migrations";

pub(super) const fn columns(dialect: Dialect) -> Columns {
    Columns {
        version: "t.\"version\"",
        name: ABSENT,
        checksum: ABSENT,
        moment: match dialect {
            Dialect::Postgres => "pg_catalog.to_timestamp(t.\"applied_at\")",
            Dialect::Sqlite => "t.\"applied_at\", 'unixepoch'",
        },
        nanoseconds: ABSENT,
        success: ABSENT,
    }
}

/// The date and the time are two numbers of a version here, or one.
pub(super) fn versions(text: &str) -> Vec<Version> {
    let (digits, _) = divided(text);
    let together = digits.replace('_', "");
    let spellings = [digits, &together];
    let count = if digits == together { 1 } else { 2 };
    spellings[..count].iter().filter_map(|spelling| Version::parse(spelling).ok()).collect()
}

pub(super) fn name(text: &str) -> Option<&str> {
    Some(divided(text).1).filter(|name| !name.is_empty())
}

/// The number, which is a date and a time or something of the developer's
/// own, and the name behind it.
fn divided(text: &str) -> (&str, &str) {
    let text = text.strip_prefix('m').unwrap_or(text);
    let (first, rest) = text.split_once('_').unwrap_or((text, ""));
    let (second, name) = rest.split_once('_').unwrap_or((rest, ""));
    if is_number(first, 8) && is_number(second, 6) {
        (&text[..first.len() + 1 + second.len()], name)
    } else {
        (first, rest)
    }
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_the_digits_in_either_spelling() {
        for (text, expected, name_here) in [
            (
                "m20220101_000001_create_table",
                &["20220101.000001", "20220101000001"][..],
                Some("create_table"),
            ),
            ("m20220101_000001_2fa", &["20220101.000001", "20220101000001"], Some("2fa")),
            ("m20220101_000001", &["20220101.000001", "20220101000001"], None),
            ("m0001_init", &["0001"], Some("init")),
            ("m20240506_7_tables", &["20240506"], Some("7_tables")),
            ("20220101000001_old", &["20220101000001"], Some("old")),
            ("create_table", &[], Some("table")),
            ("", &[], None),
        ] {
            let found = versions(text);
            let found: Vec<_> = found.iter().map(Version::as_str).collect();
            assert_eq!(found, expected, "{text}");
            assert_eq!(name(text), name_here, "{text}");
        }
    }
}

//! refinery: each row has the SipHash-1-3, in decimal digits, of the name,
//! the version and the SQL, as Rust's `Hash` feeds them to a hasher.

use std::hash::Hasher as _;

use schemalane_source::Dialect;
use siphasher::sip::SipHasher13;

use super::{
    record::{ABSENT, Columns, Record},
    spelling,
};

pub(super) const TABLE: &str = "refinery_schema_history";

pub(super) const DIGEST: &str = "SipHash";

pub(super) const fn columns(dialect: Dialect) -> Columns {
    Columns {
        version: "t.\"version\"",
        name: "t.\"name\"",
        checksum: "t.\"checksum\"",
        // It keeps an RFC 3339 text.
        moment: match dialect {
            Dialect::Postgres => "CAST(t.\"applied_on\" AS pg_catalog.timestamptz)",
            Dialect::Sqlite => "t.\"applied_on\"",
        },
        nanoseconds: ABSENT,
        success: ABSENT,
    }
}

/// Whether a file in one of its spellings has this checksum. A version is
/// four bytes or, with refinery's feature `int8-versions`, eight.
pub(super) fn recognises(record: &Record, checksum: &str, text: &str) -> bool {
    let name = record.name.as_deref().unwrap_or_default();
    let short = record.version.parse::<i32>().ok().map(|version| version.to_le_bytes().to_vec());
    let long = record.version.parse::<i64>().ok().map(|version| version.to_le_bytes().to_vec());
    let widths: Vec<_> = short.into_iter().chain(long).collect();
    spelling::all(text)
        .any(|text| widths.iter().any(|version| hash(name, version, &text).to_string() == checksum))
}

/// A text goes in with a byte behind it that no text has.
fn hash(name: &str, version: &[u8], text: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(name.as_bytes());
    hasher.write(&[0xFF]);
    hasher.write(version);
    hasher.write(text.as_bytes());
    hasher.write(&[0xFF]);
    hasher.finish()
}

//! sqlx: versions are numbers, and each row has the SHA-384 of the file's bytes.

use schemalane_source::Dialect;
use sha2::{Digest as _, Sha384};

use super::{
    record::Columns,
    rename::{HEADER, HEADER_AND_REMARK},
    spelling,
};

pub(super) const TABLE: &str = "_sqlx_migrations";

pub(super) const DIGEST: &str = "SHA-384";

pub(super) const fn columns(dialect: Dialect) -> Columns {
    Columns {
        version: "t.\"version\"",
        name: "t.\"description\"",
        checksum: match dialect {
            Dialect::Postgres => "pg_catalog.encode(t.\"checksum\", 'hex')",
            Dialect::Sqlite => "lower(hex(t.\"checksum\"))",
        },
        moment: "t.\"installed_on\"",
        nanoseconds: "t.\"execution_time\"",
        success: "t.\"success\"",
    }
}

/// How a file begins that sqlx runs outside of a transaction.
pub(super) const OUTSIDE: &str = "-- no-transaction";

/// Whether a file in one of its spellings has this checksum; also one whose
/// beginning was replaced when it was renamed.
pub(super) fn recognises(checksum: &str, text: &str) -> bool {
    let is_it = |text: &str| {
        spelling::all(text).any(|text| hexadecimal(&Sha384::digest(text.as_bytes())) == checksum)
    };
    is_it(text) || originals(text).any(|text| is_it(&text))
}

/// What a file may have been before it was renamed.
fn originals(text: &str) -> impl Iterator<Item = String> {
    let headers = [HEADER, HEADER_AND_REMARK].into_iter();
    headers.filter_map(|header| Some(format!("{OUTSIDE}{}", text.strip_prefix(header)?)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `hashlib.sha384` of Python 3.
    #[test]
    fn a_file_is_recognised_by_its_sha_384() {
        let empty = "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da\
                     274edebfe76f65fbd51ad2f14898b95b";
        assert!(recognises(empty, ""));
        assert!(!recognises(empty, " "));
    }

    #[test]
    fn a_file_is_recognised_by_what_it_was_before_it_was_renamed() {
        let checksum = |text: &str| hexadecimal(&Sha384::digest(text.as_bytes()));
        for (theirs, ours) in [
            ("-- no-transaction\r\nVACUUM;", "-- schemalane: transaction = false\nVACUUM;"),
            ("-- no-transaction", "-- schemalane: transaction = false"),
            (
                "-- no-transaction: an index\nVACUUM;",
                "-- schemalane: transaction = false\n--: an index\nVACUUM;",
            ),
        ] {
            assert!(recognises(&checksum(theirs), ours), "{theirs:?}");
            assert!(!recognises(&checksum(theirs), &format!("{ours}\n")), "{theirs:?}");
        }
    }
}

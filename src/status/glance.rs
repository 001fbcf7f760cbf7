//! Whether a history is the beginning of a manifest and nothing else, from
//! what decides that alone.

use std::collections::HashMap;

use crate::{
    history::RowKind,
    manifest::{Manifest, Migration},
};

/// What a row says of its migration, as the database writes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Essence<'r> {
    pub(crate) version: &'r str,
    pub(crate) kind: &'r str,
    pub(crate) checksum: &'r str,
    pub(crate) is_success: bool,
}

/// Counts the rows where they are those of as many first migrations, applied
/// as they are: in whatever order, each once, and no other row. Of anything
/// else it says nothing: it takes a [`Status`](super::Status) to judge that.
pub(crate) fn applied<'r>(
    manifest: &Manifest,
    rows: impl IntoIterator<Item = Essence<'r>>,
) -> Option<usize> {
    let migrations = manifest.migrations();
    let mut index = Index { migrations, next: 0, places: None };
    let mut seen = vec![false; migrations.len()];
    let mut count = 0;
    for row in rows {
        let place = index.find(row.version)?;
        let is_applied = match RowKind::of(row.kind) {
            RowKind::Applied | RowKind::Elsewhere => row.is_success,
            RowKind::Baseline | RowKind::Delete | RowKind::Undo => false,
        };
        let is_as_it_is = row.checksum.parse() == Ok(migrations[place].checksum());
        if !is_applied || !is_as_it_is || std::mem::replace(&mut seen[place], true) {
            return None;
        }
        count += 1;
    }
    seen[..count].iter().all(|seen| *seen).then_some(count)
}

/// Finds a migration by the text of its version. Rows mostly come in the order
/// of the manifest; the first one that does not has all of it looked through.
struct Index<'m> {
    migrations: &'m [Migration],
    next: usize,
    places: Option<HashMap<&'m str, usize>>,
}

impl Index<'_> {
    fn find(&mut self, version: &str) -> Option<usize> {
        let text = |migration: &&Migration| migration.version().as_str() == version;
        let place = if self.migrations.get(self.next).as_ref().is_some_and(text) {
            self.next
        } else {
            let versions = self.migrations.iter().map(|migration| migration.version().as_str());
            let places = self.places.get_or_insert_with(|| versions.zip(0..).collect());
            *places.get(version)?
        };
        self.next = place + 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use schemalane_source::{Dialect, Mode, TargetName, Timeouts};

    use super::*;
    use crate::manifest::Sql;

    fn count(rows: &[(&'static str, &'static str, &'static str, bool)]) -> Option<usize> {
        let sql = || Sql::new("", Mode::Transactional, Timeouts::NONE, &[]);
        let migration = |version, checksum| Migration::sql(version, "", "", checksum, sql());
        let migrations = vec![migration("1", 7), migration("2.0", -8), migration("10", 9)];
        let manifest = Manifest::assembled(
            TargetName::DEFAULT,
            vec![Dialect::Postgres],
            String::new(),
            migrations,
        );
        let essence = |&(version, kind, checksum, is_success)| Essence {
            version,
            kind,
            checksum,
            is_success,
        };
        applied(&manifest, rows.iter().map(essence))
    }

    const ONE: (&str, &str, &str, bool) = ("1", "SQL", "7", true);
    const TWO: (&str, &str, &str, bool) = ("2.0", "JDBC", "-8", true);
    const TEN: (&str, &str, &str, bool) = ("10", "RUST", "9", true);

    #[test]
    fn the_beginning_of_a_manifest_is_counted_in_any_order() {
        assert_eq!(count(&[]), Some(0));
        assert_eq!(count(&[ONE]), Some(1));
        assert_eq!(count(&[ONE, TWO, TEN]), Some(3));
        assert_eq!(count(&[TEN, ONE, TWO]), Some(3));
        assert_eq!(count(&[TWO, ONE]), Some(2));
    }

    #[test]
    fn anything_else_is_not_judged() {
        assert_eq!(count(&[TWO]), None, "a gap");
        assert_eq!(count(&[ONE, TEN]), None, "a gap");
        assert_eq!(count(&[ONE, ONE]), None, "twice");
        assert_eq!(count(&[ONE, TWO, TEN, ("11", "SQL", "1", true)]), None, "a newer one");
        for changed in [
            ("1", "SQL", "8", true),
            ("1", "SQL", "", true),
            ("1", "SQL", "7 ", true),
            ("1", "SQL", "7", false),
            ("01", "SQL", "7", true),
            ("1 ", "SQL", "7", true),
            ("1", "DELETE", "7", true),
            ("1", "BASELINE", "7", true),
            ("1", "SQL_BASELINE", "7", true),
            ("1", "UNDO_SQL", "7", true),
        ] {
            assert_eq!(count(&[changed]), None, "{changed:?}");
        }
    }
}

//! A look at what decides whether anything is to be done, and at nothing else.

use schemalane_source::Dialect;

use super::{History, is_planted, names_missing_table};
use crate::{
    Error,
    connection::{Access, Connection, TextRow},
    manifest::Manifest,
    status::{self, Essence},
};

/// The type of a row that was applied.
const SQL: &str = "SQL";

/// What a glance sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glance {
    /// There is no history table.
    Absent,
    /// So many first migrations of the manifest are applied as they are, and
    /// nothing else is there.
    Applied(usize),
    /// Anything else: the [whole history](super::read) has to be read.
    Unlike,
}

impl History {
    /// Gives four columns of each row, as they are: nothing is compared, cast
    /// or put in order, so that it is the output of their types alone that runs.
    ///
    /// SQLite gives two of them as a text each: there a row costs more than what
    /// is in it, and so does each text that is put together. Beside it stand how
    /// many rows there are, and how many of them say of a migration that it was
    /// applied, with nothing missing.
    fn essence(&self) -> String {
        let table = self.qualified();
        match self.dialect() {
            Dialect::Postgres => {
                format!("SELECT \"version\", \"type\", \"checksum\", \"success\" FROM {table}")
            }
            Dialect::Sqlite => format!(
                "SELECT CAST(COUNT(*) AS TEXT), CAST(COUNT(*) FILTER (WHERE \"success\" = 1 \
                 AND \"type\" IN ('{SQL}', 'RUST', 'JDBC', 'SPRING_JDBC', 'SCRIPT') \
                 AND \"version\" IS NOT NULL AND \"checksum\" IS NOT NULL) AS TEXT), \
                 group_concat(\"version\"), group_concat(\"checksum\") FROM {table}"
            ),
        }
    }
}

/// Looks: one message, one round trip, nothing written, and nothing run of what
/// others have hung on the table.
pub(crate) async fn glance(
    connection: &mut Connection,
    history: &History,
    manifest: &Manifest,
) -> Result<Glance, Error> {
    let mut statements = Vec::from_iter(connection.see_all());
    match connection {
        _ if connection.is_absent() => return Ok(Glance::Absent),
        Connection::Sqlite(_) => history.refuse_planted(connection, Access::Read).await?,
        Connection::Postgres(_) => statements.push(history.unless_unusual()),
    }
    statements.push(history.essence());
    match connection.query(&statements).await {
        Ok(rows) => {
            Ok(judge(history.dialect(), manifest, &rows).map_or(Glance::Unlike, Glance::Applied))
        }
        Err(error) if names_missing_table(&error) => Ok(Glance::Absent),
        // What is unusual, may hide rows or has other columns is told by who reads it.
        Err(error) if is_planted(&error) || is_refused(connection, &error) => Ok(Glance::Unlike),
        Err(error) => Err(Error::database("read the history table")(error)),
    }
}

/// Whether it is the server's word that it will not have this read.
fn is_refused(connection: &Connection, error: &sqlx::Error) -> bool {
    matches!(connection, Connection::Postgres(_)) && !connection.is_lost(error)
}

fn judge(dialect: Dialect, manifest: &Manifest, rows: &[TextRow]) -> Option<usize> {
    match dialect {
        Dialect::Postgres => {
            // A row without a version is that of no migration.
            let rows = rows.iter().filter(|row| row.first().is_some_and(Option::is_some));
            let rows: Option<Vec<_>> = rows.map(of_row).collect();
            status::applied(manifest, rows?)
        }
        Dialect::Sqlite => {
            let [count, plain, versions, checksums] = rows.first()?.as_slice() else {
                return None;
            };
            let (versions, checksums) = (pieces(versions), pieces(checksums));
            // Each row has at least one piece in each: as many pieces as rows are one each.
            let is_one_each = |count: usize| [versions.len(), checksums.len()] == [count; 2];
            if plain != count || !is_one_each(count.as_deref()?.parse().ok()?) {
                return None;
            }
            let row =
                |(version, checksum)| Essence { version, kind: SQL, checksum, is_success: true };
            status::applied(manifest, versions.into_iter().zip(checksums).map(row))
        }
    }
}

fn of_row(row: &TextRow) -> Option<Essence<'_>> {
    let [Some(version), Some(kind), Some(checksum), Some(success)] = row.as_slice() else {
        return None;
    };
    Some(Essence { version, kind, checksum, is_success: super::is_true(success) })
}

/// What SQLite has put together.
fn pieces(text: &Option<String>) -> Vec<&str> {
    text.as_deref().map_or_else(Vec::new, |text| text.split(',').collect())
}

#[cfg(test)]
mod tests {
    use schemalane_source::{Mode, TargetName, Timeouts};

    use super::*;
    use crate::manifest::{Migration, Sql};

    fn manifest() -> Manifest {
        let sql = || Sql::new("", Mode::Transactional, Timeouts::NONE, &[]);
        let migration = |version| Migration::sql(version, "", "", 5, sql());
        let migrations = vec![migration("1"), migration("2")];
        Manifest::assembled(TargetName::DEFAULT, vec![], String::new(), migrations)
    }

    fn cells(cells: &[Option<&str>]) -> TextRow {
        cells.iter().map(|cell| cell.map(str::to_owned)).collect()
    }

    fn on_sqlite(
        [count, plain]: [&str; 2],
        versions: Option<&str>,
        checksums: Option<&str>,
    ) -> Option<usize> {
        let row = cells(&[Some(count), Some(plain), versions, checksums]);
        judge(Dialect::Sqlite, &manifest(), &[row])
    }

    #[test]
    fn a_text_is_taken_for_its_rows_and_no_others() {
        assert_eq!(on_sqlite(["0", "0"], None, None), Some(0));
        assert_eq!(on_sqlite(["1", "1"], Some("1"), Some("5")), Some(1));
        assert_eq!(on_sqlite(["2", "2"], Some("1,2"), Some("5,5")), Some(2));
        assert_eq!(on_sqlite(["1", "1"], Some("1,2"), Some("5,5")), None, "looks like two");
        assert_eq!(on_sqlite(["1", "1"], Some("1,2"), Some("5")), None, "looks like two");
        assert_eq!(on_sqlite(["2", "1"], Some("1,2"), Some("5,5")), None, "one that says else");
        assert_eq!(on_sqlite(["1", "0"], Some("1"), Some("5")), None, "one that says else");
        assert_eq!(on_sqlite(["2", "2"], Some("1"), Some("5,5")), None);
        assert_eq!(on_sqlite(["1", "1"], Some("1"), Some("6")), None);
        assert_eq!(on_sqlite(["1", "1"], Some(""), Some("5")), None);
        assert_eq!(on_sqlite(["1", "1"], None, None), None);
    }

    #[test]
    fn a_row_without_a_version_is_that_of_no_migration() {
        let row = |version| cells(&[version, Some("SQL"), Some("5"), Some("t")]);
        let judge = |rows: &[TextRow]| judge(Dialect::Postgres, &manifest(), rows);
        assert_eq!(judge(&[row(None), row(Some("1"))]), Some(1));
        assert_eq!(judge(&[row(Some(""))]), None);
        assert_eq!(judge(&[cells(&[Some("1"), Some("SQL"), None, Some("t")])]), None);
        assert_eq!(judge(&[cells(&[Some("1"), Some("SQL"), Some("5"), None])]), None);
    }
}

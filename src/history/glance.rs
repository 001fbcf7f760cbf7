//! A look at what decides whether anything is to be done, and at nothing else.

use schemalane_source::Dialect;

use super::{History, is_planted, names_missing_table};
use crate::{
    Error,
    connection::{Access, Connection, TextRow},
    manifest::Manifest,
    status::{self, Essence},
};

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
    /// SQLite gives them as one text and their number: there a row costs more
    /// than what is in it. A row with a null in it is not in the text.
    fn essence(&self) -> String {
        let table = self.qualified();
        match self.dialect() {
            Dialect::Postgres => {
                format!("SELECT \"version\", \"type\", \"checksum\", \"success\" FROM {table}")
            }
            Dialect::Sqlite => format!(
                "SELECT CAST(COUNT(*) AS TEXT), group_concat(\"version\" || ' ' || \"type\" || ' ' || \
                 \"checksum\" || ' ' || \"success\", char(10)) FROM {table}"
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
            let [count, text] = rows.first()?.as_slice() else { return None };
            let lines = text.as_deref().map_or_else(Vec::new, |text| text.split('\n').collect());
            // One of them may hold what looks like two.
            if count.as_deref()?.parse() != Ok(lines.len()) {
                return None;
            }
            let rows: Option<Vec<_>> = lines.into_iter().map(of_line).collect();
            status::applied(manifest, rows?)
        }
    }
}

fn of_row(row: &TextRow) -> Option<Essence<'_>> {
    let [Some(version), Some(kind), Some(checksum), Some(success)] = row.as_slice() else {
        return None;
    };
    Some(Essence { version, kind, checksum, is_success: super::is_true(success) })
}

fn of_line(line: &str) -> Option<Essence<'_>> {
    let words: Vec<_> = line.split(' ').collect();
    let [version, kind, checksum, success] = words[..] else { return None };
    Some(Essence { version, kind, checksum, is_success: super::is_true(success) })
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

    fn on_sqlite(count: &str, text: Option<&str>) -> Option<usize> {
        judge(Dialect::Sqlite, &manifest(), &[cells(&[Some(count), text])])
    }

    #[test]
    fn a_text_is_taken_for_its_rows_and_no_others() {
        assert_eq!(on_sqlite("0", None), Some(0));
        assert_eq!(on_sqlite("1", Some("1 SQL 5 1")), Some(1));
        assert_eq!(on_sqlite("2", Some("1 SQL 5 1\n2 SQL 5 1")), Some(2));
        assert_eq!(on_sqlite("1", Some("1 SQL 5 1\n2 SQL 5 1")), None, "one that looks like two");
        assert_eq!(on_sqlite("2", Some("1 SQL 5 1")), None, "one with a null");
        assert_eq!(on_sqlite("1", None), None, "one with a null");
        assert_eq!(on_sqlite("1", Some("1 SQL 5 1 1")), None);
        assert_eq!(on_sqlite("1", Some("1 SQL 5")), None);
        assert_eq!(on_sqlite("1", Some("")), None);
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

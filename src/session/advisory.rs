//! PostgreSQL's advisory lock, with Flyway's number, so that both tools keep
//! each other out.

use super::queue::Look;
use crate::{
    Error,
    connection::{Access, Callers, Connection, Postgres, Tenancy, Unit},
    history::{History, is_planted, quoted_literal},
    holder::{self, Holder},
};

/// The letters F, l, y, w, a, y as one number, to which Flyway adds the hash
/// of the table's name.
const FLYWAY: i64 = 77_431_708_279_161;

/// A lock that is asked for and never waited for inside of the database: a
/// waiting statement holds a snapshot, and `CREATE INDEX CONCURRENTLY` of the
/// holder would deadlock with it.
#[derive(Debug)]
pub(super) struct AdvisoryLock {
    number: i64,
    /// Whether the history is going to be written: its schema has to be there,
    /// and nothing may hang on its table.
    is_for_history: bool,
    /// Whether the session is ours already.
    settled: bool,
    /// Whether it crosses a network unencrypted.
    is_exposed: bool,
    /// Another schema, with which the caller's own search path begins.
    elsewhere: Option<String>,
    /// Whether triggers and foreign keys do not work in it.
    is_replica: bool,
}

impl AdvisoryLock {
    pub(super) fn new(history: &History) -> Self {
        Self {
            number: FLYWAY + i64::from(java_hash(&history.qualified())),
            is_for_history: true,
            settled: false,
            is_exposed: false,
            elsewhere: None,
            is_replica: false,
        }
    }

    /// The same lock, also where the schema of the history is not there yet.
    pub(super) const fn anywhere(mut self) -> Self {
        self.is_for_history = false;
        self
    }

    /// Asks for the lock. The first message also makes the session ours and
    /// looks at the server, before anything is written.
    pub(super) async fn attempt(
        &mut self,
        connection: &mut Connection,
        history: &History,
        look: Look,
    ) -> Result<bool, Error> {
        let lock = format!("pg_catalog.pg_try_advisory_lock({})::text", self.key());
        if self.settled {
            let question = if is_pooled(connection) { self.is_free() } else { lock };
            let message = with_settings(connection, format!("SELECT {question}"));
            let answer = connection.query(&message).await;
            let rows = answer.map_err(Error::database("take the migration lock"))?;
            return Ok(is_true(rows.first().and_then(|row| row.first())));
        }
        // The lock is asked for last, and only where a run can go on. Whether it is free where
        // the session is lent, a lock says that goes with this message: to read the server's
        // list of locks, and only to plan that, takes a server that has just begun longer.
        let question = format!(
            "SELECT pg_catalog.pg_backend_pid()::text, r.read_only::text, r.schema::text, \
             CASE WHEN r.read_only OR r.only_reads OR NOT r.schema THEN 'false' \
                  WHEN r.pooled THEN pg_catalog.pg_try_advisory_xact_lock({})::text \
                  ELSE {lock} END, r.pooled::text, \
             CASE WHEN pg_catalog.inet_client_addr() <> pg_catalog.inet_server_addr() \
                  THEN (SELECT NOT t.ssl FROM \
                        pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()) t) END::text, \
             r.only_reads::text, \
             (pg_catalog.current_setting('server_encoding') = 'SQL_ASCII')::text, {}::text, {}, {} \
             FROM (SELECT pg_catalog.pg_is_in_recovery() AS read_only, {} AS pooled, \
                          {} AS only_reads, \
                          {} AS schema) AS r",
            self.key(),
            Postgres::is_replica(),
            Postgres::again(),
            Postgres::noted_callers(),
            Postgres::is_pooled(),
            Postgres::is_read_only(),
            self.has_schema(history)
        );
        let mut message = vec![Postgres::note_start(), Postgres::settings()];
        if look == Look::ForPlanted {
            message.push(history.unless_planted(Access::Write));
        }
        message.push(question);
        let answer = connection.query(&message).await;
        if look == Look::ForPlanted && answer.as_ref().is_err_and(is_planted) {
            history.refuse_planted(connection, Access::Write).await?;
        }
        let rows = answer.map_err(Error::database("take the migration lock"))?;
        let row = rows.into_iter().next().unwrap_or_default();
        if is_true(row.get(1)) {
            return Err(Error::ReadOnly);
        }
        if is_true(row.get(6)) {
            return Err(Error::WritesOff);
        }
        if !is_true(row.get(2)) {
            return Err(Error::MissingSchema { schema: history.schema().to_string() });
        }
        if let Connection::Postgres(postgres) = connection {
            let backend = row.first().and_then(|cell| cell.as_deref()?.parse().ok());
            postgres.belongs_to(match backend {
                Some(backend) if !is_true(row.get(4)) => Tenancy::Own { backend },
                _ => Tenancy::Pooled,
            });
        }
        if let Connection::Postgres(postgres) = connection
            && is_true(row.get(7))
        {
            postgres.counts_in(Unit::Bytes);
        }
        if let Connection::Postgres(postgres) = connection {
            let callers = Callers::read(row.last().and_then(Option::as_deref));
            self.elsewhere = callers.begins_with_other(history.schema().as_str());
            postgres.is_ours_by(row.get(9).cloned().flatten());
            postgres.is_left_by(callers);
        }
        self.is_exposed = is_true(row.get(5));
        self.is_replica = is_true(row.get(8));
        self.settled = true;
        Ok(is_true(row.get(3)))
    }

    /// An expression that says whether the schema is there that has to be.
    fn has_schema(&self, history: &History) -> String {
        if !self.is_for_history {
            return "true".to_owned();
        }
        let name = quoted_literal(&history.schema().quoted());
        format!("(pg_catalog.to_regnamespace({name}) IS NOT NULL)")
    }

    /// The schema with which the search path of the caller's own connections
    /// begins, where that is another one.
    pub(super) fn elsewhere(&self) -> Option<&str> {
        self.elsewhere.as_deref()
    }

    /// Whether a network can read what is sent.
    pub(super) const fn is_exposed(&self) -> bool {
        self.is_exposed
    }

    /// Whether triggers and foreign keys do not work in the session.
    pub(super) const fn is_replica(&self) -> bool {
        self.is_replica
    }

    /// What takes the lock inside of a transaction, where a pooler lends the
    /// session: the statement fails where another holds it.
    pub(super) fn guard(&self) -> String {
        let lock = format!("pg_catalog.pg_try_advisory_xact_lock({})", self.key());
        format!("SELECT 1 OPERATOR(pg_catalog./) {lock}::pg_catalog.int4")
    }

    /// Whether an error is that of the [guard](Self::guard).
    pub(super) fn is_held(error: &sqlx::Error) -> bool {
        error.as_database_error().and_then(|error| error.code()).as_deref() == Some("22012")
    }

    fn key(&self) -> String {
        format!("{}::pg_catalog.int8", self.number)
    }

    /// An expression that says whether nobody holds the lock.
    fn is_free(&self) -> String {
        format!("(NOT EXISTS (SELECT FROM {}))::text", self.locks())
    }

    /// The lock in the server's list of locks.
    fn locks(&self) -> String {
        let (high, low) = (self.number >> 32, self.number & 0xFFFF_FFFF);
        format!(
            "pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
             AND l.classid = {high}::pg_catalog.oid AND l.objid = {low}::pg_catalog.oid \
             AND l.database = (SELECT oid FROM pg_catalog.pg_database \
                               WHERE datname = pg_catalog.current_database())"
        )
    }

    /// Who holds the lock, as far as this role may see.
    pub(super) async fn holder(&self, connection: &mut Connection) -> Holder {
        let question = format!(
            "SELECT h.pid::text, {} FROM (SELECT l.pid FROM {}) AS h \
             LEFT JOIN pg_catalog.pg_stat_activity o ON o.pid = h.pid",
            holder::ABOUT,
            self.locks()
        );
        let message = with_settings(connection, question);
        let rows = connection.query(&message).await.unwrap_or_default();
        Holder::of(rows.into_iter().next().unwrap_or_default())
    }
}

/// A question, and before it what makes the session ours where a pooler lends
/// another one for each message.
fn with_settings(connection: &Connection, question: String) -> Vec<String> {
    let settings = is_pooled(connection).then(Postgres::settings);
    settings.into_iter().chain([question]).collect()
}

/// Whether a pooler lends the session.
pub(super) fn is_pooled(connection: &Connection) -> bool {
    matches!(connection, Connection::Postgres(postgres) if postgres.tenancy() == Tenancy::Pooled)
}

fn is_true(cell: Option<&Option<String>>) -> bool {
    cell.is_some_and(|cell| matches!(cell.as_deref(), Some("true" | "t")))
}

/// Java's `String.hashCode`: over UTF-16 units, wrapping.
fn java_hash(text: &str) -> i32 {
    text.encode_utf16()
        .fold(0, |hash: i32, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_flyways() {
        let number = |table: &str| FLYWAY + i64::from(java_hash(table));
        assert_eq!(number("\"public\".\"flyway_schema_history\""), 77_433_833_903_597);
        assert_eq!(number("\"app\".\"flyway_schema_history\""), 77_431_436_970_681);
        assert_eq!(number("\"public\".\"schema_history\""), 77_431_456_839_834);
        assert_eq!(number("\"sé\".\"t\""), 77_432_226_427_909);
    }
}

//! A migration that failed: what the database said, and where in the file.

use std::fmt;

use schemalane_source::{Excerpt, Place};
use sqlx::postgres::PgDatabaseError;

use crate::{
    connection::{Cause, Reached, Stop, WHOSE, is_nowhere},
    error::{chain, driver, hides_rows, is_busy, is_luck, of_driver, primary},
    holder::{self, Holder},
    interrupt::Reason,
    manifest::{Body, BoxError, Function, Migration, Sql},
};

/// Why a migration failed, ready to be printed or serialised.
///
/// Its `Display` has several lines: the place, the line with a caret, and what
/// the server said. A long line is cut around the caret, to as many columns as
/// a width says (`{failure:80}`), else to 100.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// The migration's version.
    pub version: String,
    /// Its file name.
    pub script: String,
    /// The line in the file, from one.
    pub line: Option<usize>,
    /// The column in the line, in characters from one.
    pub column: Option<usize>,
    /// Which statement it was, from one.
    pub statement: Option<usize>,
    /// PostgreSQL's SQLSTATE, or SQLite's extended result code.
    pub sqlstate: Option<String>,
    /// What went wrong, in one line.
    pub message: String,
    /// What it is for.
    pub description: String,
    /// How many statements the file has.
    pub statements: Option<usize>,
    /// The server's detail.
    pub detail: Option<String>,
    /// The server's hint.
    pub hint: Option<String>,
    /// The server's context: the function, or the line of the data.
    pub context: Option<String>,
    /// The line of the file.
    pub source_line: Option<String>,
    /// Whether nothing of it is left: its transaction was taken back, or it
    /// was stopped before any of it ran.
    pub rolled_back: bool,
    /// Who held the lock that it waited for, as far as that was seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<Holder>,
    /// Who is to act.
    #[serde(skip)]
    pub(crate) blame: Blame,
    /// What is left of the migration.
    #[serde(skip)]
    pub(crate) fate: Fate,
}

/// What is left of a migration that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing: its transaction was taken back.
    RolledBack,
    /// Nothing: it has no transaction of ours, and none of it ran.
    Ahead,
    /// What came before the error: it had no transaction of ours.
    Outside,
    /// Part of it may be: its transaction was ended by something else, or it
    /// was committed without its history row.
    Kept,
}

/// What is to be mended before another try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The migration, or the data that it met.
    #[default]
    Migration,
    /// The network, the disk, or whoever gave the run up.
    Surroundings,
    /// Another session, which may be out of the way at the next try.
    Luck,
    /// The limit of the run, or the migration that does not end.
    Limit,
}

/// What a Rust migration that does not end may be doing.
const WAITS_FOR_ITSELF: &str = "a migration that reads rows as a stream and writes meanwhile, or \
    uses the connection beside its own transaction, waits for itself for ever: collect the rows \
    first, and use the transaction";

impl Failure {
    /// An SQL migration that stopped.
    pub(crate) fn of_sql(migration: &Migration, stop: &Stop) -> Self {
        let mut failure = Self::blank(migration);
        match &stop.cause {
            Cause::Database(source) => failure.describe(source),
            Cause::InvalidIndex => {
                failure.message =
                    "its index is invalid: an earlier build of it was interrupted".to_owned();
            }
            Cause::TimedOut(limit) => {
                failure.message =
                    format!("a statement took longer than its limit of {} ms", limit.as_millis());
            }
            Cause::History => return Self::of_history(migration),
            Cause::ForeignKeys(violations) => {
                failure.message = "foreign keys are violated".to_owned();
                failure.detail = Some(violations.join("\n"));
                failure.hint =
                    Some("mend the rows, or the references, before the end of the file".to_owned());
            }
        }
        if stop.reached == Reached::After && failure.hint.is_none() {
            failure.hint = Some(
                "this came behind the last statement, when the history row was completed and the \
                 transaction committed"
                    .to_owned(),
            );
        }
        if let Body::Sql(sql) = migration.body() {
            failure.place(sql, stop.reached);
        }
        failure.with_invalid_indexes(&stop.invalid)
    }

    /// A Rust migration that returned an error.
    pub(crate) fn of_function(migration: &Migration, error: &BoxError) -> Self {
        let mut failure = Self::blank(migration);
        match database_error(error.as_ref()) {
            Some(source) => {
                failure.describe(source);
                failure.message = in_its_context(error.as_ref());
            }
            None => failure.message = chain(error.as_ref()),
        }
        if database_error(error.as_ref()).is_some_and(is_busy) {
            failure.hint = Some(locked_out(migration).to_owned());
        }
        if waited_for_itself(error.as_ref()) {
            let hint = "a migration has one connection: while a transaction is open, use the \
                        transaction and not the connection";
            failure.hint = Some(hint.to_owned());
        }
        if connected_nowhere(error.as_ref()) {
            failure.hint = Some(format!(
                "this path cannot be a socket's. If it comes with the options of the connection \
                 that the migration was given: {WHOSE}; use that connection for everything"
            ));
        }
        failure
    }

    /// A Rust migration that panicked.
    pub(crate) fn of_panic(migration: &Migration, message: &str) -> Self {
        Self { message: format!("it panicked: {message}"), ..Self::blank(migration) }
    }

    /// A migration whose connection was lost, and which was not applied.
    pub(crate) fn of_loss(migration: &Migration, source: &sqlx::Error) -> Self {
        let message = format!("the connection was lost while it ran: {}", driver(source));
        Self { message, blame: Blame::Surroundings, ..Self::blank(migration) }
    }

    /// With the statements that take invalid indexes away.
    fn with_invalid_indexes(mut self, indexes: &[String]) -> Self {
        if !indexes.is_empty() {
            let drop = indexes.iter().map(|index| format!("DROP INDEX CONCURRENTLY {index};"));
            let drop = drop.collect::<Vec<_>>().join(" ");
            self.hint = Some(format!("an index is left INVALID, and no query uses it: {drop}"));
        }
        self
    }

    /// A run that was given up before the migration was through.
    pub(crate) fn of_interruption(migration: &Migration, reason: Reason) -> Self {
        let failure = Self::blank(migration);
        match reason {
            Reason::Stopped => Self {
                message: "interrupted: the run was given up before the migration ended".to_owned(),
                blame: Blame::Surroundings,
                ..failure
            },
            Reason::Limit(limit) => Self {
                message: format!(
                    "interrupted: the run's limit of {limit:?} was over before the migration ended"
                ),
                hint: matches!(migration.body(), Body::Rust(_))
                    .then(|| WAITS_FOR_ITSELF.to_owned()),
                blame: Blame::Limit,
                ..failure
            },
        }
    }

    /// A migration behind which the history table says something else than was
    /// written there.
    pub(crate) fn of_history(migration: &Migration) -> Self {
        let message =
            "the history table is not what it was: the migration, or a trigger, a rule or \
                       a policy on the table, changed or removed rows of it"
                .to_owned();
        let hint = "leave its rows to Schemalane: `schemalane migrate repair` shows what it would \
                    put right in them";
        Self { message, hint: Some(hint.to_owned()), ..Self::blank(migration) }
    }

    /// The same, where not all of it was rolled back.
    pub(crate) fn kept(self) -> Self {
        match self.fate {
            Fate::RolledBack => Self { fate: Fate::Kept, rolled_back: false, ..self },
            Fate::Ahead | Fate::Outside | Fate::Kept => self,
        }
    }

    /// The same, where none of a migration ran that no transaction would have taken back.
    pub(crate) fn ahead(self) -> Self {
        match self.fate {
            Fate::Outside => Self { fate: Fate::Ahead, rolled_back: true, hint: None, ..self },
            Fate::RolledBack | Fate::Ahead | Fate::Kept => self,
        }
    }

    /// A failure that the database did not report as such.
    pub(crate) fn of_commit(migration: &Migration) -> Self {
        let message = "the transaction was not committed: the migration ended it, or ignored an \
                       error in it"
            .to_owned();
        Self { message, ..Self::blank(migration) }
    }

    /// A migration that began a transaction outside of ours and did not end it.
    pub(crate) fn of_open_transaction(migration: &Migration) -> Self {
        let message = "it left a transaction open, which was rolled back".to_owned();
        let hint = Some("commit every transaction that the migration begins".to_owned());
        Self { message, hint, ..Self::blank(migration) }
    }

    /// A Rust migration that ended and still had the connection in use.
    pub(crate) fn of_kept_connection(migration: &Migration) -> Self {
        let message = "it ended, but it did not give its connection back".to_owned();
        let hint = "a migration has one connection: end what uses it, such as a spawned task, \
                    before it returns";
        Self { message, hint: Some(hint.to_owned()), ..Self::blank(migration) }
    }

    fn blank(migration: &Migration) -> Self {
        let statements = match migration.body() {
            Body::Sql(sql) => Some(sql.statements().len()),
            Body::Rust(_) => None,
        };
        Self {
            version: migration.version().to_string(),
            description: migration.description().to_owned(),
            script: migration.script().to_owned(),
            line: None,
            column: None,
            statement: None,
            statements,
            sqlstate: None,
            message: String::new(),
            detail: None,
            hint: None,
            context: None,
            source_line: None,
            rolled_back: migration.is_atomic(),
            blocked_by: Vec::new(),
            blame: Blame::Migration,
            fate: if migration.is_atomic() { Fate::RolledBack } else { Fate::Outside },
        }
    }

    /// With who was in the way, where it waited for a lock for too long.
    pub(crate) fn behind(self, blocked_by: Vec<Holder>) -> Self {
        if self.sqlstate.as_deref() == Some("55P03") { Self { blocked_by, ..self } } else { self }
    }

    /// Another session was in the way: the server took the transaction back,
    /// and nothing speaks against another try.
    pub(crate) fn is_luck(&self) -> bool {
        self.rolled_back && self.blame == Blame::Luck
    }

    /// Nothing is to be mended in the migration.
    pub(crate) fn is_blameless(&self) -> bool {
        // A full disk, one that is out of order; SQLite's codes come with additions.
        let is_disk = |code: &str| {
            code == "53100" || (code.len() < 5 && matches!(primary(code), Some(10 | 13)))
        };
        self.blame == Blame::Surroundings || self.sqlstate.as_deref().is_some_and(is_disk)
    }

    fn describe(&mut self, source: &sqlx::Error) {
        let Some(error) = source.as_database_error() else {
            self.message = driver(source);
            return;
        };
        if is_luck(source) {
            self.blame = Blame::Luck;
        }
        self.message = error.message().to_owned();
        self.sqlstate = error.code().map(|code| code.into_owned());
        if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
            self.detail = error.detail().map(str::to_owned);
            self.hint = error.hint().map(str::to_owned);
            self.context = error.r#where().map(str::to_owned);
        }
        if hides_rows(source) {
            let own = "row level security would hide rows from this migration: use a role that it \
                       does not bind; or, where rows are to stay hidden, put `-- schemalane: \
                       row_security = on` at the top of the file (in Rust: SET LOCAL row_security = on)";
            let servers = self.hint.take().map_or_else(String::new, |hint| format!("{hint}\n"));
            self.hint = Some(servers + own);
        }
    }

    fn place(&mut self, sql: &Sql, reached: Reached) {
        let Reached::Statement { index, offset } = reached else { return };
        let Some(statement) = sql.statements().get(index) else { return };
        self.statement = Some(index + 1);
        let byte = offset.unwrap_or(statement.start());
        let place = Place::of(sql.text(), byte);
        self.line = usize::try_from(place.line).ok();
        self.column = usize::try_from(place.column).ok();
        self.source_line = Some(line_around(sql.text(), byte).to_owned());
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.script)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}", self.message)?;
        let statement = self.statement.zip(self.statements);
        let parts = [
            statement.map(|(statement, of)| format!("statement {statement} of {of}")),
            self.sqlstate.as_deref().map(code),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            write!(formatter, " ({})", parts.join(", "))?;
        }
        if let (Some(line), Some(column), Some(text)) = (self.line, self.column, &self.source_line)
        {
            let columns = formatter.width().unwrap_or(Excerpt::COLUMNS);
            for line in Excerpt::new(line, column, text).lines(columns) {
                write!(formatter, "\n{line}")?;
            }
        }
        for (name, text) in
            [("detail", &self.detail), ("hint", &self.hint), ("context", &self.context)]
        {
            if let Some(text) = text {
                write!(formatter, "\n  {name}: {}", text.replace('\n', "\n          "))?;
            }
        }
        if !self.blocked_by.is_empty() {
            write!(formatter, "\n  in the way: {}", holder::list(&self.blocked_by))?;
        }
        Ok(())
    }
}

/// A code as people look it up: five characters are PostgreSQL's, SQLite
/// counts its own.
fn code(code: &str) -> String {
    if code.len() == 5 { format!("SQLSTATE {code}") } else { format!("SQLite error {code}") }
}

/// The line of a text that a byte is on.
fn line_around(text: &str, byte: usize) -> &str {
    let start = text[..byte].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[byte..].find(['\n', '\r']).map_or(text.len(), |length| byte + length);
    &text[start..end]
}

/// The driver's own error inside whatever a Rust migration returned.
pub(crate) fn database_error<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> Option<&'e sqlx::Error> {
    let mut current = Some(error);
    while let Some(error) = current {
        if let Some(found) = of_driver(error) {
            return found.as_database_error().map(|_| found);
        }
        current = error.source();
    }
    None
}

/// What an error says that has the database's in its chain: the words around
/// that come first, since a Rust migration has no lines that could be named.
fn in_its_context(error: &(dyn std::error::Error + 'static)) -> String {
    let said = error.to_string();
    if let Some(source) = of_driver(error) {
        return source.as_database_error().map_or(said, |error| error.message().to_owned());
    }
    let Some(cause) = error.source() else { return said };
    let (raw, cause) = (cause.to_string(), in_its_context(cause));
    match said.as_str() {
        "" => cause,
        // An error that is transparent passes over SeaORM's own.
        _ if sea_orm_says(&raw).contains(&said) => cause,
        _ if !raw.is_empty() && said.contains(&raw) => said.replace(&raw, &cause),
        _ => format!("{said}: {cause}"),
    }
}

/// What SeaORM makes of what the driver says.
fn sea_orm_says(raw: &str) -> [String; 3] {
    use sea_orm::{DbErr, RuntimeErr};
    let wrapped = || RuntimeErr::Internal(raw.to_owned());
    [DbErr::Exec(wrapped()), DbErr::Query(wrapped()), DbErr::Conn(wrapped())]
        .map(|error| error.to_string())
}

/// Who may hold the lock of a SQLite file that a Rust migration waited for.
const fn locked_out(migration: &Migration) -> &'static str {
    match migration.body() {
        Body::Rust(Function::Transaction(_)) => {
            "the migration's own transaction holds the lock of the file, so another connection that \
             writes waits for it in vain: write on the transaction that the migration was given"
        }
        Body::Rust(Function::Connection(_)) | Body::Sql(_) => {
            "another connection holds the lock of the file: where the migration has opened it, or \
             writes on it beside an open transaction, use the connection that it was given; where \
             another process has, let that finish, then run again"
        }
    }
}

/// Whether a Rust migration waited for the one connection that it held itself.
fn waited_for_itself(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut errors = std::iter::successors(Some(error), |error| error.source());
    errors.any(|error| matches!(error.downcast_ref(), Some(sea_orm::DbErr::ConnectionAcquire(_))))
}

/// Whether a Rust migration tried to connect where no server can be, as with
/// the options of the connection that it was given.
fn connected_nowhere(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut errors = std::iter::successors(Some(error), |error| error.source());
    errors.any(|error| of_driver(error).is_some_and(is_nowhere))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    enum Wrapped {
        #[error("book 7")]
        Beside(#[source] Box<dyn std::error::Error + Send + Sync>),
        #[error("cannot read it ({0})")]
        Within(#[source] sea_orm::DbErr),
        #[error(transparent)]
        Transparent(sea_orm::DbErr),
    }

    #[tokio::test]
    async fn the_words_around_a_database_error_stay() {
        let pool = sqlx::SqlitePool::connect_lazy("sqlite::memory:").unwrap();
        let db = sea_orm::DatabaseConnection::from(pool);
        let said = "no such table: nowhere";
        let error = async || {
            use sea_orm::ConnectionTrait as _;
            db.execute_unprepared("SELECT * FROM nowhere").await.unwrap_err()
        };
        for (wrapped, told) in [
            (Wrapped::Transparent(error().await), said.to_owned()),
            (Wrapped::Within(error().await), format!("cannot read it ({said})")),
            (
                Wrapped::Beside(Box::new(Wrapped::Within(error().await))),
                format!("book 7: cannot read it ({said})"),
            ),
            (
                Wrapped::Beside(Box::new(Wrapped::Beside(Box::new(error().await)))),
                format!("book 7: {said}"),
            ),
        ] {
            assert_eq!(in_its_context(&wrapped), told);
            assert!(database_error(&wrapped).is_some());
        }
    }

    #[test]
    fn places_count_characters_and_every_kind_of_line_end() {
        let text = "a;\r\nb;\rc\té世x;\n";
        let byte = text.find('x').unwrap();
        let place = Place::of(text, byte);
        assert_eq!((place.line, place.column, line_around(text, byte)), (3, 5, "c\té世x;"));
    }
}

//! What a plan and its execution may be told.

use crate::Approval;
use crate::stranger::Stranger;
#[cfg(feature = "postgres")]
use sqlx::postgres::PgConnectOptions;
use std::time::Duration;

use schemalane_source::Timeouts;

/// What a plan and its execution may be told.
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) approvals: Vec<Approval>,
    pub(crate) online: bool,
    pub(crate) column_order: bool,
    pub(crate) authorisation: bool,
    pub(crate) ignored: Vec<String>,
    /// The tables of other tools that were found in the database.
    pub(crate) strangers: Vec<Stranger>,
    pub(crate) schemas: Vec<String>,
    #[cfg(feature = "postgres")]
    pub(crate) scratch: Option<Box<PgConnectOptions>>,
    pub(crate) lock_timeout: Duration,
    pub(crate) statement_timeout: Option<Duration>,
    pub(crate) performed_by: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            approvals: Vec::new(),
            online: false,
            column_order: false,
            authorisation: false,
            ignored: Vec::new(),
            strangers: Vec::new(),
            schemas: Vec::new(),
            #[cfg(feature = "postgres")]
            scratch: None,
            lock_timeout: Duration::from_secs(3),
            statement_timeout: None,
            performed_by: None,
        }
    }
}

impl Options {
    /// Nothing approved, owners and grants not compared, the order of columns without meaning.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Approves one hazard of one object.
    #[must_use]
    pub fn allow(mut self, approval: Approval) -> Self {
        self.approvals.push(approval);
        self
    }

    /// PostgreSQL: builds indexes concurrently and validates constraints apart, so that others wait less, at the price
    /// of one transaction for all.
    #[must_use]
    pub fn online(self) -> Self {
        Self { online: true, ..self }
    }

    /// Takes the order of columns for a fact; on SQLite a table is rebuilt for it, on PostgreSQL it is refused.
    #[must_use]
    pub fn column_order(self) -> Self {
        Self { column_order: true, ..self }
    }

    /// PostgreSQL: compares owners and grants too.
    #[must_use]
    pub fn authorisation(self) -> Self {
        Self { authorisation: true, ..self }
    }

    /// Leaves tables of this name in peace, and what belongs to them; `*` stands for any characters. The tables of
    /// Schemalane and Flyway always are.
    #[must_use]
    pub fn ignore(mut self, pattern: impl Into<String>) -> Self {
        self.ignored.push(pattern.into());
        self
    }

    /// PostgreSQL: manages this schema, beside `public` and those that the files create.
    #[must_use]
    pub fn schema(mut self, name: impl Into<String>) -> Self {
        self.schemas.push(name.into());
        self
    }

    /// PostgreSQL: an empty database to try things in, where the role may not create one. Its contents are dropped.
    #[cfg(feature = "postgres")]
    #[must_use]
    pub fn scratch(self, options: PgConnectOptions) -> Self {
        Self { scratch: Some(Box::new(options)), ..self }
    }

    /// PostgreSQL: how long a statement waits for a lock before its transaction is tried again.
    #[must_use]
    pub fn lock_timeout(self, timeout: Duration) -> Self {
        Self { lock_timeout: Timeouts::countable(timeout), ..self }
    }

    /// PostgreSQL: how long one statement of a plan may take before it fails. By default as long as it needs.
    #[must_use]
    pub fn statement_timeout(self, timeout: Duration) -> Self {
        Self { statement_timeout: Some(Timeouts::countable(timeout)), ..self }
    }

    /// Who is written to the log. By default the database's user; on SQLite nobody.
    #[must_use]
    pub fn performed_by(self, name: impl Into<String>) -> Self {
        Self { performed_by: Some(name.into()), ..self }
    }

    /// Whether a table is left in peace. On SQLite names are compared in lower case.
    pub(crate) fn is_ignored(&self, table: &str) -> bool {
        const OURS: &[&str] =
            &["_schema_migration", "flyway_schema_history", "flyway_schema_history__*"];
        let own = self.ignored.iter().map(String::as_str);
        OURS.iter().copied().chain(own).any(|pattern| matches(pattern, table))
    }
}

/// Whether a name fits a pattern, in which `*` stands for any characters.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((prefix, rest)) => name.strip_prefix(prefix).is_some_and(|tail| {
            tail.char_indices()
                .map(|(offset, _)| offset)
                .chain([tail.len()])
                .any(|offset| matches(rest, &tail[offset..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(
            matches("a*c*", "abcd")
                && matches("*", "")
                && matches("spatial_ref_sys", "spatial_ref_sys")
        );
        assert!(!matches("a*c", "abcd") && !matches("a", "ab"));
        let options = Options::new().ignore("tmp_*");
        assert!(
            options.is_ignored("tmp_x") && options.is_ignored("flyway_schema_history__billing")
        );
        assert!(!options.is_ignored("flyway_schema_histories"));
    }
}

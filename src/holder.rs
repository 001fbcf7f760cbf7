//! Another session, which holds what we wait for.

use std::fmt;

use serde::Serialize;

/// Who holds the lock that a run or one of its statements waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Holder {
    /// The process: of the server (PostgreSQL) or of the other runner (SQLite).
    pub process: Option<String>,
    /// The name that it connected with.
    pub application: Option<String>,
    /// Where it connected from.
    pub address: Option<String>,
    /// Since when it has been connected, as the database writes it.
    pub since: Option<String>,
    /// What it does, and since when, such as `idle in transaction since ...`.
    pub state: Option<String>,
}

impl Holder {
    /// What the server says of a session, in the order of [`ABOUT`].
    pub(crate) fn of(cells: impl IntoIterator<Item = Option<String>>) -> Self {
        let mut cells = cells.into_iter().map(|cell| cell.filter(|text| !text.is_empty()));
        let mut next = || cells.next().flatten();
        Self { process: next(), application: next(), address: next(), since: next(), state: next() }
    }
}

/// What is asked of a row `o` of `pg_stat_activity`, behind the number of its
/// process. Nothing in it is looked for outside of `pg_catalog`.
pub(crate) const ABOUT: &str = "o.application_name, o.client_addr::pg_catalog.text, \
    pg_catalog.to_char(o.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ'), \
    CASE WHEN o.state IS NOT NULL THEN pg_catalog.concat(o.state, ' since ', \
        pg_catalog.to_char(o.state_change, 'YYYY-MM-DD HH24:MI:SS TZ')) END";

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(process) = &self.process else {
            return formatter.write_str("another runner");
        };
        // Who has prepared a transaction may be gone, and the locks are not.
        if process == "0" {
            return formatter.write_str("a prepared transaction (see pg_prepared_xacts)");
        }
        write!(formatter, "process {process}")?;
        for (word, text) in
            [("of", &self.application), ("from", &self.address), ("connected since", &self.since)]
        {
            if let Some(text) = text {
                write!(formatter, " {word} {text}")?;
            }
        }
        match &self.state {
            Some(state) => write!(formatter, " ({state})"),
            None => Ok(()),
        }
    }
}

/// Several of them, for a sentence.
pub(crate) fn list(holders: &[Holder]) -> String {
    holders.iter().map(Holder::to_string).collect::<Vec<_>>().join(", ")
}

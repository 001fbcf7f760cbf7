//! Whether the statements of a file can share a transaction.

mod characteristics;
mod client;
mod error;
pub(crate) mod phrase;
mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

pub(crate) use characteristics::isolation;
pub use client::SQLITE_PROCESS_PRAGMAS;
pub use error::ModeError;

use crate::{Dialect, Directives, Place, Statement, Switch};
pub(crate) use phrase::Phrase;
use std::fmt;

/// How a file runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The whole file and its history row in one transaction.
    Transactional,
    /// SQLite only: in one transaction with foreign keys switched off around it and checked before
    /// the commit, because the file says `PRAGMA foreign_keys = OFF`, which SQLite ignores inside a
    /// transaction.
    ForeignKeysOff,
    /// Statement by statement, without a transaction.
    NonTransactional,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Transactional => "transactional",
            Self::ForeignKeysOff => "transactional with foreign keys off",
            Self::NonTransactional => "non-transactional",
        })
    }
}

/// What a statement asks of the transaction that it runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Demand {
    /// It belongs in one, as most statements do.
    Transaction,
    /// It is refused in one.
    NoTransaction(&'static str),
    /// It does not care.
    Neutral,
    /// It begins or ends one.
    Control(Control),
    /// SQLite: foreign keys must be off before the transaction begins.
    ForeignKeysOff,
    /// It asks more of its client than a migration has.
    Client(client::Demand),
}

/// A statement that begins or ends a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    Begin(&'static str),
    End(&'static str),
    /// `COMMIT AND CHAIN`: ends one and begins the next.
    Chain(&'static str),
}

impl Control {
    const fn word(self) -> &'static str {
        match self {
            Self::Begin(word) | Self::End(word) | Self::Chain(word) => word,
        }
    }
}

impl Mode {
    /// Judges the statements of a file, together with what its header says about it.
    pub(crate) fn judge(
        text: &str,
        statements: &[Statement],
        dialect: Dialect,
        header: &Directives,
    ) -> Result<Self, Vec<ModeError>> {
        let transaction = header.transaction;
        let demands = Demands::of(text, statements, dialect);
        let errors = match (transaction, demands.first_refused()) {
            (Some(false), _) => demands.unbalanced(),
            (Some(true), _) => demands.refused().chain(demands.control()).collect(),
            (None, Some((what, refused))) => match demands.first_needing() {
                Some(needing) => vec![ModeError::Mixed {
                    place: demands.place(refused),
                    what,
                    line: demands.statements[needing].line(),
                }],
                None => demands.unbalanced(),
            },
            (None, None) => demands.control().collect(),
        };
        let errors: Vec<_> = demands.unmet().chain(errors).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let place = header.place_of_foreign_keys();
        match (demands.mode(transaction), header.foreign_keys) {
            (Self::Transactional, Some(Switch::Off)) => Ok(Self::ForeignKeysOff),
            (Self::NonTransactional, Some(_)) => Err(vec![ModeError::ForeignKeysOutside { place }]),
            (Self::ForeignKeysOff, Some(Switch::On)) => {
                Err(vec![ModeError::ForeignKeysOn { place }])
            }
            (mode, _) => Ok(mode),
        }
    }
}

/// The statements of a file and what each asks for.
struct Demands<'t> {
    text: &'t str,
    statements: &'t [Statement],
    demands: Vec<Demand>,
}

impl<'t> Demands<'t> {
    fn of(text: &'t str, statements: &'t [Statement], dialect: Dialect) -> Self {
        let demand = |statement: &Statement| {
            let text = statement.text(text);
            match dialect {
                Dialect::Postgres => {
                    postgres::demand(&Phrase::read(text, dialect, &postgres::HEADS))
                }
                Dialect::Sqlite => sqlite::demand(&Phrase::read(text, dialect, &sqlite::HEADS)),
            }
        };
        Self { text, statements, demands: statements.iter().map(demand).collect() }
    }

    fn mode(&self, transaction: Option<bool>) -> Mode {
        if transaction == Some(false) || self.first_refused().is_some() {
            Mode::NonTransactional
        } else if self.demands.contains(&Demand::ForeignKeysOff) {
            Mode::ForeignKeysOff
        } else {
            Mode::Transactional
        }
    }

    fn place(&self, index: usize) -> Place {
        Self::place_of(self.text, &self.statements[index])
    }

    fn place_of(text: &str, statement: &Statement) -> Place {
        Place::on_line(text, statement.start(), statement.line())
    }

    fn first_refused(&self) -> Option<(&'static str, usize)> {
        self.demands.iter().enumerate().find_map(|(index, demand)| match demand {
            Demand::NoTransaction(what) => Some((*what, index)),
            _ => None,
        })
    }

    fn first_needing(&self) -> Option<usize> {
        self.demands
            .iter()
            .position(|demand| matches!(demand, Demand::Transaction | Demand::ForeignKeysOff))
    }

    /// Every statement that is refused in the transaction that the header asks for.
    fn refused(&self) -> impl Iterator<Item = ModeError> {
        self.demands.iter().enumerate().filter_map(|(index, demand)| match demand {
            Demand::NoTransaction(what) => {
                Some(ModeError::Refused { place: self.place(index), what })
            }
            _ => None,
        })
    }

    /// Every statement that would begin or end the transaction of the file.
    fn control(&self) -> impl Iterator<Item = ModeError> {
        self.demands.iter().enumerate().filter_map(|(index, demand)| match demand {
            Demand::Control(control) => {
                Some(ModeError::Control { place: self.place(index), word: control.word() })
            }
            _ => None,
        })
    }

    /// Every statement that needs another client.
    fn unmet(&self) -> impl Iterator<Item = ModeError> {
        self.demands.iter().enumerate().filter_map(|(index, demand)| match demand {
            Demand::Client(demand) => Some(demand.error(self.place(index))),
            _ => None,
        })
    }

    /// What is wrong with the transactions of a file that makes its own.
    fn unbalanced(&self) -> Vec<ModeError> {
        let mut errors = Vec::new();
        let mut begun: Option<usize> = None;
        for (index, demand) in self.demands.iter().enumerate() {
            match (*demand, begun) {
                (Demand::Control(Control::Begin(_)), None) => begun = Some(index),
                (Demand::Control(Control::Begin(word)), Some(first)) => {
                    errors.push(ModeError::Nested {
                        place: self.place(index),
                        word,
                        line: self.statements[first].line(),
                    })
                }
                (Demand::Control(Control::End(_)), Some(_)) => begun = None,
                (Demand::Control(Control::End(word) | Control::Chain(word)), None) => {
                    errors.push(ModeError::NotBegun { place: self.place(index), word });
                }
                (Demand::NoTransaction(what), Some(first)) => errors.push(ModeError::Inside {
                    place: self.place(index),
                    what,
                    line: self.statements[first].line(),
                }),
                _ => {}
            }
        }
        errors.extend(begun.map(|index| ModeError::NotEnded { place: self.place(index) }));
        errors
    }
}

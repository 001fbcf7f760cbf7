//! What a query's function gives.

use std::fmt;

use crate::near::nearest;

/// What a query's function gives, by the word behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Command {
    /// `:one`, one row; none is an error.
    One,
    /// `:opt`, one row or none.
    Opt,
    /// `:many`, all rows.
    Many,
    /// `:stream`, the rows one after the other, as they come.
    Stream,
    /// `:exec`, nothing.
    Exec,
    /// `:execrows`, how many rows were written.
    ExecRows,
    /// `:batch`, the statement for many sets of parameters, in one round trip where the database allows it.
    Batch,
}

/// Why a word is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CommandError {
    /// Another tool has it; ours is this.
    Foreign(&'static str),
    /// Nobody has it; perhaps this was meant.
    Unknown(Option<&'static str>),
}

impl Command {
    /// Each of them.
    pub const ALL: [Self; 7] =
        [Self::One, Self::Opt, Self::Many, Self::Stream, Self::Exec, Self::ExecRows, Self::Batch];

    /// The word, without its colon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Opt => "opt",
            Self::Many => "many",
            Self::Stream => "stream",
            Self::Exec => "exec",
            Self::ExecRows => "execrows",
            Self::Batch => "batch",
        }
    }

    /// Whether its function gives rows.
    #[must_use]
    pub const fn gives_rows(self) -> bool {
        match self {
            Self::One | Self::Opt | Self::Many | Self::Stream => true,
            Self::Exec | Self::ExecRows | Self::Batch => false,
        }
    }

    /// Reads the word behind the colon. What sqlc calls otherwise and means the same is read too.
    pub(crate) fn read(word: &str) -> Result<Self, CommandError> {
        if let Some(command) = Self::ALL.into_iter().find(|command| command.name() == word) {
            return Ok(command);
        }
        match word {
            "execresult" => Ok(Self::ExecRows),
            "batchexec" => Ok(Self::Batch),
            "batchone" | "batchmany" => Err(CommandError::Foreign(
                "use `:batch` for a statement without rows, or `:many` with a list of keys",
            )),
            "execlastid" => Err(CommandError::Foreign("use `:one`, and add `RETURNING id`")),
            "copyfrom" => Err(CommandError::Foreign("use `:batch`")),
            "maybe" | "optional" => Err(CommandError::Foreign("use `:opt`")),
            "all" => Err(CommandError::Foreign("use `:many`")),
            _ => Err(CommandError::Unknown(nearest(word, Self::ALL.map(Self::name)))),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, ":{}", self.name())
    }
}

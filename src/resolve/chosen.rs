//! Everything that was chosen for a command.

use std::{fmt, path::PathBuf};

use schemalane_source::{Identifier, Settings, TargetName};
use serde::{Serialize, Serializer};

use super::origin::Address;
use crate::Config;

/// What a command works on, and who chose it: its first line by `Display`, and a part of its JSON.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chosen {
    #[serde(rename = "database")]
    pub(crate) address: Address,
    pub(super) settings: Kept,
    /// The same as a run needs it.
    #[serde(skip)]
    pub(crate) config: Config,
}

/// How a lane is kept.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kept {
    pub(super) schema: Said,
    pub(super) history_table: Said,
    pub(super) rust_type: &'static str,
    /// Who says what no flag says.
    #[serde(skip)]
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "only a command line tells"))]
    pub(super) keeper: Keeper,
}

/// A name, and who said it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    #[serde(serialize_with = "shown")]
    pub(super) value: Identifier,
    pub(super) origin: Keeper,
}

/// Who says how a lane is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Keeper {
    /// A flag of the command.
    Flag(&'static str),
    /// The project's file.
    #[cfg_attr(not(feature = "cli"), expect(dead_code, reason = "it is the command line's"))]
    Project(PathBuf),
    /// The project's file, when the binary was built.
    Compiled,
    /// Nobody.
    Usual,
}

impl Chosen {
    /// `said` is what flags say, and `settings` what `keeper` says where they say nothing.
    pub(crate) fn new(
        address: Address,
        said: Config,
        settings: &Settings,
        keeper: &Keeper,
    ) -> Self {
        let who = |flag: &'static str, is_said: bool, is_kept: bool| match (is_said, is_kept) {
            (true, _) => Keeper::Flag(flag),
            (false, true) => keeper.clone(),
            (false, false) => Keeper::Usual,
        };
        let schema = who("--schema", said.schema.is_some(), settings.schema().is_some());
        let table = who(
            "--history-table",
            said.history_table.is_some(),
            settings.history_table().is_some(),
        );
        let config = said.completed_by(settings);
        let settings = Kept {
            schema: Said { value: config.schema_for(address.url.dialect()), origin: schema },
            history_table: Said { value: config.table(), origin: table },
            rust_type: config.word_for_rust(),
            keeper: keeper.clone(),
        };
        Self { address, settings, config }
    }

    pub(crate) const fn target(&self) -> &TargetName {
        &self.config.target
    }

    /// The schema that holds the history.
    #[cfg(feature = "cli")]
    pub(crate) const fn schema(&self) -> &Identifier {
        &self.settings.schema.value
    }

    /// What nobody may have meant, a sentence each.
    pub(crate) fn remarks(&self) -> Vec<String> {
        self.address.remarks()
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Kept { schema, history_table: table, .. } = &self.settings;
        let (target, address) = (self.target(), &self.address);
        write!(formatter, "{target}: {address}, history {}.{}", schema.value, table.value)?;
        let mut keepers: Vec<_> = [&schema.origin, &table.origin]
            .into_iter()
            .filter(|it| **it != Keeper::Usual)
            .collect();
        keepers.dedup();
        let keepers: Vec<_> = keepers.into_iter().map(Keeper::to_string).collect();
        if keepers.is_empty() { Ok(()) } else { write!(formatter, " ({})", keepers.join(", ")) }
    }
}

impl fmt::Display for Keeper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => formatter.write_str(flag),
            Self::Project(file) => write!(formatter, "{}", file.display()),
            Self::Compiled => formatter.write_str("compiled in"),
            Self::Usual => formatter.write_str("the usual one"),
        }
    }
}

impl Serialize for Keeper {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn shown<S: Serializer>(name: &Identifier, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(name)
}

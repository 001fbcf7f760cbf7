//! The flags, with the names of the specification (section 2).

use std::{path::PathBuf, time::Duration};

use clap::{Args, Subcommand, ValueEnum};
use schemalane_source::{TargetName, Version};

use crate::console::{ColourChoice, Loudness, Voice};
use crate::flag::time;
use crate::{Config, Identifier, Import, Importer, url::Secret};

/// How much is said, and in which colours: for every command.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct VoiceArgs {
    /// When to use colours: on a terminal, unless NO_COLOR or CLICOLOR says otherwise
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        default_value_t = ColourChoice::Auto,
        global = true,
        help_heading = "Output"
    )]
    color: ColourChoice,
    /// Say nothing but errors, and show only what was asked for, such as a status or JSON
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Output")]
    quiet: bool,
    /// Say how it is done: settings, statements as they begin, the time that goes by
    #[arg(short, long, global = true, help_heading = "Output")]
    verbose: bool,
}

impl VoiceArgs {
    /// Speaks like this from here on.
    pub(super) fn raise(self) {
        let loudness = match (self.quiet, self.verbose) {
            (true, _) => Loudness::Quiet,
            (false, true) => Loudness::Verbose,
            (false, false) => Loudness::Normal,
        };
        Voice { colour: self.color, loudness }.raise();
    }
}

/// The commands that work on a lane.
#[derive(Debug, Subcommand)]
pub(super) enum LaneCommand {
    /// Apply everything that is pending
    Up(UpArgs),
    /// Show how each migration stands
    Status(StatusArgs),
    /// Fail where `up` would refuse to begin
    Validate(ValidateArgs),
    /// Drop everything in the schema, then apply all migrations
    Fresh(FreshArgs),
    /// Put the history right after a failure or a change
    Repair(RepairArgs),
    /// Begin the history of a database that has been there before
    Baseline(BaselineArgs),
    /// Take over the history of sqlx, refinery, sea-orm-migration or Diesel
    Import(Box<ImportArgs>),
    /// Create the file of the next migration
    New(NewArgs),
}

impl LaneCommand {
    /// Whether the command writes to a target, and so is recorded.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "it is the program's"))]
    pub(super) const fn is_recorded(&self) -> bool {
        match self {
            Self::Up(args) => !args.dry_run,
            Self::Import(args) => args.yes && !args.rename,
            Self::Repair(args) => args.yes,
            Self::Fresh(_) | Self::Baseline(_) => true,
            Self::Status(_) | Self::Validate(_) | Self::New(_) => false,
        }
    }
}

/// The flags that the commands on a database share.
#[derive(Args, Clone, Debug)]
pub(super) struct CommonArgs {
    /// How to show the result: a table for people, JSON for machines
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Who is written to the history [default: the database user; SQLite: the system's user]
    #[arg(long, value_name = "NAME")]
    pub(super) installed_by: Option<String>,
    /// How long to wait for a database that is starting, such as 30s [default: not at all]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(super) wait: Option<Duration>,
    /// Accept applied versions that are newer than every local one
    #[arg(long)]
    pub(super) allow_future: bool,
    /// The database: postgres://user@host/database or sqlite://path [default: see below]
    #[arg(long, value_name = "URL", conflicts_with = "all_databases", help_heading = "Target")]
    pub(super) database_url: Option<Secret>,
    #[command(flatten)]
    pub(super) target: TargetArgs,
    /// Every target of the folder, one after the other
    #[arg(long, conflicts_with = "database", help_heading = "Target")]
    pub(super) all_databases: bool,
    /// The schema that holds the history table [default: public; SQLite: main]
    #[arg(long, value_name = "NAME", help_heading = "Target")]
    pub(super) schema: Option<Identifier>,
    /// The history table [default: flyway_schema_history, or flyway_schema_history__<TARGET>]
    #[arg(long, value_name = "NAME", conflicts_with = "all_databases", help_heading = "Target")]
    pub(super) history_table: Option<Identifier>,
}

impl CommonArgs {
    /// What they change in a configuration.
    pub(super) fn apply(&self, mut config: Config) -> Config {
        if let Some(schema) = &self.schema {
            config = config.schema(schema.clone());
        }
        if let Some(table) = &self.history_table {
            config = config.history_table(table.clone());
        }
        if let Some(name) = &self.installed_by {
            config = config.installed_by(name);
        }
        if let Some(wait) = self.wait {
            config = config.wait(wait);
        }
        if self.allow_future { config.allow_future() } else { config }
    }
}

/// What is said below the flags of a command on a database.
pub(super) const DATABASE: &str = "The database is what the first of these says: --database-url, \
    SCHEMALANE_DATABASE_URL_<TARGET> (named targets), SCHEMALANE_DATABASE_URL, DATABASE_URL \
    (default target only), each also in a file .env, and databases.<target>.url in \
    schemalane.toml or the file of SCHEMALANE_CONFIG; else it is sqlite://schemalane.db, or \
    what an application says of itself. The command line looks for the files upwards from the \
    current folder, an application only beside itself while cargo runs it.";

/// Which migrations.
#[derive(Args, Clone, Debug)]
pub(super) struct TargetArgs {
    /// The database target; the files of a named one lie in <DIR>/<TARGET> [default: default]
    #[arg(long, value_name = "TARGET", help_heading = "Target")]
    pub(super) database: Option<TargetName>,
    /// The folder of migrations [default: ./migrations; an application: what is compiled into it]
    #[arg(long, value_name = "PATH", help_heading = "Target")]
    pub(super) dir: Option<PathBuf>,
}

impl TargetArgs {
    pub(super) fn name(&self) -> TargetName {
        self.database.clone().unwrap_or(TargetName::DEFAULT)
    }
}

/// How a result is written: an aligned table or a sentence, or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Json,
}

/// How long a run waits, and for what.
#[derive(Args, Clone, Debug)]
pub(super) struct WaitArgs {
    /// How long to wait for another runner that holds the lock, such as 10s or 5min
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = time::parse)]
    pub(super) lock_wait: Duration,
}

/// How long a statement waits, and how long everything may take.
#[derive(Args, Clone, Debug)]
pub(super) struct LimitArgs {
    /// How long a statement of a transactional migration waits for a lock before the whole
    /// transaction is tried again; 0 waits without end
    #[arg(long, value_name = "TIME", default_value = "3s", value_parser = time::parse_limit)]
    pub(super) lock_timeout: Duration,
    /// How long everything may take; then the statement is cancelled and rolled back
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(super) timeout: Option<Duration>,
}

/// `migrate up`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct UpArgs {
    /// Show what would be applied, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Stop after this version [default: the last one]
    #[arg(long, value_name = "VERSION")]
    pub(super) target: Option<Version>,
    /// Apply pending migrations below the highest applied version too
    #[arg(long)]
    pub(super) out_of_order: bool,
    /// Migrate a schema that holds objects and has no history
    #[arg(long)]
    pub(super) adopt: bool,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `migrate status`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct StatusArgs {
    /// Leave with 5 where migrations are pending
    #[arg(long)]
    pub(super) fail_on_pending: bool,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `migrate import`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct ImportArgs {
    /// The tool whose history it is: sqlx, refinery, sea-orm or diesel
    #[arg(long, value_name = "TOOL")]
    pub(super) from: Importer,
    /// The tool's table [default: the one that it makes by itself]
    #[arg(long, value_name = "NAME")]
    pub(super) table: Option<Identifier>,
    /// The schema of the tool's table [default: that of the history table]
    #[arg(long, value_name = "NAME")]
    pub(super) table_schema: Option<Identifier>,
    /// Take this version over although its file was changed after it was applied; may be repeated
    #[arg(long, value_name = "VERSION")]
    pub(super) accept: Vec<Version>,
    /// Leave files pending that lie below the highest applied version
    #[arg(long)]
    pub(super) out_of_order: bool,
    /// Rename the tool's files to the form that files have here, and touch no database
    #[arg(
        long,
        conflicts_with_all = ["table", "table_schema", "accept", "out_of_order", "all_databases", "database_url"]
    )]
    pub(super) rename: bool,
    /// Write the history, or rename; without it, show what would be done and change nothing
    #[arg(long)]
    pub(super) yes: bool,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

impl ImportArgs {
    /// What it asks for.
    pub(super) fn import(&self) -> Import {
        let mut import = Import::new(self.from);
        if let Some(table) = &self.table {
            import = import.table(table.clone());
        }
        if let Some(schema) = &self.table_schema {
            import = import.schema(schema.clone());
        }
        self.accept.iter().cloned().fold(import, Import::accept)
    }
}

/// `migrate repair`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct RepairArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    /// Take over what the file of this version says now; may be said several times
    #[arg(long, value_name = "VERSION")]
    pub(super) accept: Vec<Version>,
    /// Do it; without this it is only shown
    #[arg(long)]
    pub(super) yes: bool,
}

/// `migrate baseline`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    /// The version up to which the database counts as migrated
    #[arg(long, value_name = "VERSION")]
    pub(super) version: Version,
}

/// `migrate validate`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct ValidateArgs {
    /// Accept pending migrations below the highest applied version
    #[arg(long)]
    pub(super) out_of_order: bool,
    /// Accept a schema that holds objects and has no history
    #[arg(long)]
    pub(super) adopt: bool,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `migrate fresh`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(super) struct FreshArgs {
    /// Confirm that all data in the schema is to be lost
    #[arg(long)]
    pub(super) yes: bool,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `migrate new`.
#[derive(Args, Debug)]
pub(super) struct NewArgs {
    /// What the migration is for, such as "add account email"
    #[arg(required = true)]
    pub(super) description: Vec<String>,
    /// A Rust migration instead of an SQL one
    #[arg(long)]
    pub(super) rust: bool,
    /// A text for each of the lane's databases, such as V1__a.postgres.sql and V1__a.sqlite.sql
    #[arg(long, conflicts_with = "rust")]
    pub(super) per_database: bool,
    /// A version of the time, 20260224153000, instead of the next number
    #[arg(long, conflicts_with = "sequential")]
    pub(super) timestamp: bool,
    /// The next number, even where the last version is a time
    #[arg(long)]
    pub(super) sequential: bool,
    #[command(flatten)]
    pub(super) target: TargetArgs,
}

//! The flags of `schema`.

use std::{path::PathBuf, str::FromStr, time::Duration};

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use schemalane_schema::Approval;
use schemalane_source::{CodeSource, Dialect, TargetName};

use crate::{
    cli::args::{DATABASE, Format, WaitArgs},
    flag::time,
    url::Secret,
};

/// The commands that work on a schema as files say it.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SchemaCommand {
    /// Write a folder with an example of a schema
    Init(InitArgs),
    /// Show the plan: what would be done, with its dangers; nothing is changed
    Gen(Box<GenArgs>),
    /// Say in words what differs, and what to do next
    Status(Box<StatusArgs>),
    /// Plan, verify, execute and log
    Exec(Box<ExecArgs>),
    /// The same as `exec`, with a message in the log
    Commit(Box<CommitArgs>),
    /// Show what was executed before
    Log(Box<LogArgs>),
    /// Show the schema that the database has
    Show(Box<ShowArgs>),
    /// Generate Rust: rows, and functions that read and write them
    Codegen(Box<CodegenArgs>),
    /// Leave with 0 where the database has the wanted schema, with 2 where it has not
    Check(Box<CheckArgs>),
}

impl SchemaCommand {
    /// Whether the command sets out to write to a target, and so is recorded.
    pub(in crate::cli) const fn is_recorded(&self) -> bool {
        matches!(self, Self::Exec(_) | Self::Commit(_))
    }
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum SchemaFormat {
    /// Sentences and numbered steps, for people.
    Table,
    /// For machines.
    Json,
    /// To be read, or run by hand.
    Sql,
    /// For a review.
    Markdown,
}

impl SchemaFormat {
    /// How an error is written: only machines get it on stdout, too.
    pub(super) const fn refusal(self) -> Format {
        match self {
            Self::Json => Format::Json,
            _ => Format::Table,
        }
    }
}

impl FromStr for SchemaFormat {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "table" => Ok(Self::Table),
            "json" => Ok(Self::Json),
            "sql" => Ok(Self::Sql),
            "markdown" => Ok(Self::Markdown),
            _ => Err(UnknownFormat),
        }
    }
}

/// A word that is no format.
#[derive(Debug, thiserror::Error)]
#[error("expected table, json, sql or markdown")]
pub(in crate::cli) struct UnknownFormat;

/// The formats that a command has; others are refused by name.
fn formats<const N: usize>(
    names: [&'static str; N],
) -> impl TypedValueParser<Value = SchemaFormat> {
    PossibleValuesParser::new(names).try_map(|name| name.parse::<SchemaFormat>())
}

/// Which target, and where its files and its database are.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct PlaceArgs {
    #[command(flatten)]
    pub(super) target: TargetArgs,
    /// How long to wait for a database that is starting, such as 30s [default: not at all]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(super) wait: Option<Duration>,
}

/// Which target, and where its files and its database are, for who does not look at the database.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct TargetArgs {
    /// The database target [default: default]
    #[arg(long, value_name = "TARGET", help_heading = "Target")]
    pub(super) database: Option<TargetName>,
    /// The folder of the wanted schema [default: ./schema, or ./schema/<TARGET>]
    #[arg(long, value_name = "PATH", help_heading = "Target")]
    pub(super) dir: Option<PathBuf>,
    /// The database: postgres://user@host/database or sqlite://path [default: see below]
    #[arg(long, value_name = "URL", help_heading = "Target")]
    pub(super) database_url: Option<Secret>,
}

/// What is compared.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct ScopeArgs {
    /// Leave tables of this name in peace, `*` stands for any characters; may be repeated
    #[arg(long, value_name = "PATTERN", help_heading = "Comparison")]
    pub(super) ignore: Vec<String>,
    /// PostgreSQL: manage this schema too, beside public and those that the files create; may be repeated
    #[arg(long, value_name = "NAME", help_heading = "Comparison")]
    pub(super) schema: Vec<String>,
    /// Take the order of columns for a fact
    #[arg(long, help_heading = "Comparison")]
    pub(super) column_order: bool,
    /// PostgreSQL: compare owners and grants too
    #[arg(long, help_heading = "Comparison")]
    pub(super) grants: bool,
}

/// How the wanted schema is found.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct ScratchArgs {
    /// PostgreSQL: an empty database to try things in, where the role may not create one; its
    /// contents are dropped [default: SCHEMALANE_SCRATCH_URL, else a temporary database]
    #[arg(long, value_name = "URL", help_heading = "Target")]
    pub(super) scratch_url: Option<Secret>,
    /// How long a statement waits for a lock before its transaction is tried again
    #[arg(long, value_name = "TIME", default_value = "3s", value_parser = time::parse_limit)]
    pub(super) lock_timeout: Duration,
}

/// What the plan may do.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct PlanArgs {
    /// Approve a hazard of one object, such as delete-data:users.nickname; may be repeated
    #[arg(long, value_name = "HAZARD:OBJECT")]
    pub(super) allow: Vec<Approval>,
    /// PostgreSQL: build indexes concurrently and validate constraints apart, so that others wait
    /// less, at the price of one transaction for all
    #[arg(long)]
    pub(super) online: bool,
}

/// Everything that a command on files and a database needs.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct CommonArgs {
    #[command(flatten)]
    pub(super) place: PlaceArgs,
    #[command(flatten)]
    pub(super) scope: ScopeArgs,
    #[command(flatten)]
    pub(super) scratch: ScratchArgs,
}

/// `schema init`.
#[derive(Args, Debug)]
pub(in crate::cli) struct InitArgs {
    #[command(flatten)]
    pub(super) target: TargetArgs,
    /// What the example is written for [default: the kind of the target's database]
    #[arg(long, value_name = "DIALECT")]
    pub(super) dialect: Option<Dialect>,
    /// Overwrite the files of the example that exist
    #[arg(long)]
    pub(super) force: bool,
}

/// `schema gen`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct GenArgs {
    /// How to show the plan: numbered steps, JSON, SQL with comments, or Markdown for a review
    #[arg(long, default_value = "table", value_parser = formats(["table", "json", "sql", "markdown"]))]
    pub(super) format: SchemaFormat,
    /// Write the plan as the next migration of the target's lane, with this description
    #[arg(long, value_name = "DESCRIPTION")]
    pub(super) as_migration: Option<String>,
    #[command(flatten)]
    pub(super) lane: LaneArgs,
    #[command(flatten)]
    pub(super) plan: PlanArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// Where the migrations are.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct LaneArgs {
    /// The folder of migrations; those of a named target lie in <PATH>/<TARGET> [default: ./migrations]
    #[arg(long, value_name = "PATH")]
    pub(super) migrations: Option<PathBuf>,
}

/// `schema status`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct StatusArgs {
    /// How to show what differs: sentences, or JSON
    #[arg(long, default_value = "table", value_parser = formats(["table", "json"]))]
    pub(super) format: SchemaFormat,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `schema exec`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct ExecArgs {
    /// How to show what was done: a sentence, or JSON
    #[arg(long, default_value = "table", value_parser = formats(["table", "json"]))]
    pub(super) format: SchemaFormat,
    /// PostgreSQL: how long one statement of the plan may take; without it as long as it needs
    #[arg(long, value_name = "TIME", value_parser = time::parse_limit)]
    pub(super) statement_timeout: Option<Duration>,
    #[command(flatten)]
    pub(super) wait: WaitArgs,
    #[command(flatten)]
    pub(super) plan: PlanArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `schema commit`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct CommitArgs {
    /// What the log says of it
    #[arg(long, short, value_name = "TEXT")]
    pub(super) message: String,
    #[command(flatten)]
    pub(super) exec: ExecArgs,
}

/// `schema log`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct LogArgs {
    /// How to show the log: a table, JSON, or (with --id) the statements as SQL
    #[arg(long, default_value = "table", value_parser = formats(["table", "json", "sql"]))]
    pub(super) format: SchemaFormat,
    /// Show this entry in full, with its statements
    #[arg(long, value_name = "NUMBER")]
    pub(super) id: Option<i64>,
    #[command(flatten)]
    pub(super) place: PlaceArgs,
}

/// `schema show`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct ShowArgs {
    /// How to show the schema: SQL in an order that works, or JSON
    #[arg(long, default_value = "sql", value_parser = formats(["sql", "json"]))]
    pub(super) format: SchemaFormat,
    #[command(flatten)]
    pub(super) place: PlaceArgs,
    #[command(flatten)]
    pub(super) scope: ScopeArgs,
}

/// `schema check`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct CheckArgs {
    /// How to show what differs: sentences, or JSON
    #[arg(long, default_value = "table", value_parser = formats(["table", "json"]))]
    pub(super) format: SchemaFormat,
    /// Compare with what the target's lane makes of an empty database, instead of the database
    #[arg(long)]
    pub(super) lane: bool,
    #[command(flatten)]
    pub(super) migrations: LaneArgs,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// `codegen`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct CodegenArgs {
    /// How to say what was written: sentences, or JSON
    #[arg(long, default_value = "table", value_parser = formats(["table", "json"]))]
    pub(super) format: SchemaFormat,
    /// Write nothing; leave with 2 where something would be written
    #[arg(long)]
    pub(super) check: bool,
    /// Generate the code of every target of schemalane.toml, the default one included
    #[arg(long, conflicts_with_all = ["database", "database_url"], help_heading = "Target")]
    pub(super) all_databases: bool,
    /// What the code is made from: lane, schema or database [default: `source` of [codegen], else
    /// the lane, or the folder of the wanted schema where there is no lane]
    #[arg(long, value_name = "SOURCE", value_parser = source())]
    pub(super) from: Option<CodeSource>,
    /// The folder of the code [default: ./generated/db, or ./generated/<TARGET>]
    #[arg(long, value_name = "PATH")]
    pub(super) out: Option<PathBuf>,
    /// Write a crate of the code into this folder, which builds by itself
    #[arg(long = "crate", value_name = "PATH", conflicts_with_all = ["out", "all_databases"])]
    pub(super) package: Option<PathBuf>,
    /// Go on, and generate anew whenever the files change
    #[arg(long, conflicts_with = "check")]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) lane: LaneArgs,
    #[command(flatten)]
    pub(super) place: PlaceArgs,
    #[command(flatten)]
    pub(super) scratch: ScratchArgs,
}

impl CodegenArgs {
    /// What `[codegen]` says of a target that another command has changed.
    pub(super) fn behind(common: &CommonArgs, format: SchemaFormat) -> Self {
        Self {
            format,
            check: false,
            all_databases: false,
            from: None,
            out: None,
            package: None,
            watch: false,
            lane: LaneArgs { migrations: None },
            place: common.place.clone(),
            scratch: common.scratch.clone(),
        }
    }
}

fn source() -> impl TypedValueParser<Value = CodeSource> {
    PossibleValuesParser::new(CodeSource::ALL.map(CodeSource::name)).try_map(|name| {
        CodeSource::ALL.into_iter().find(|source| source.name() == name).ok_or(UnknownSource)
    })
}

/// A word that is no source.
#[derive(Debug, thiserror::Error)]
#[error("expected lane, schema or database")]
pub(in crate::cli) struct UnknownSource;

/// The commands that work on files of queries.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum QueriesCommand {
    /// Say what is known of each query: types, what can be null, what it touches; nothing is written
    Describe(Box<DescribeArgs>),
}

/// `queries describe`.
#[derive(Args, Debug)]
#[command(after_help = DATABASE)]
pub(in crate::cli) struct DescribeArgs {
    /// How to show it: lines, or JSON
    #[arg(long, default_value = "table", value_parser = formats(["table", "json"]))]
    pub(super) format: SchemaFormat,
    /// The folder of the queries [default: ./queries, or ./queries/<TARGET>]
    #[arg(long, value_name = "PATH", help_heading = "Target")]
    pub(super) dir: Option<PathBuf>,
    /// A file or a folder of SQL that makes the schema [default: the lane, or ./schema where there is none]
    #[arg(long, value_name = "PATH", help_heading = "Target")]
    pub(super) schema: Option<PathBuf>,
    /// The database target [default: default]
    #[arg(long, value_name = "TARGET", help_heading = "Target")]
    pub(super) database: Option<TargetName>,
    /// The database that a scratch is made beside: postgres://user@host/database or sqlite://path [default: see below]
    #[arg(long, value_name = "URL", help_heading = "Target")]
    pub(super) database_url: Option<Secret>,
    #[command(flatten)]
    pub(super) lane: LaneArgs,
    #[command(flatten)]
    pub(super) scratch: ScratchArgs,
}

//! What the build knew: every migration of a lane, in order, with its text,
//! its checksum and the places of its statements.
//!
//! A manifest is either a `static` that `schemalane-build` generated (then it
//! borrows everything from the binary), or it was made at run time from a
//! folder. Both are the same type. Nothing that reads a manifest checks
//! names, versions or SQL again: that was settled when it was made.

mod unpack;

use std::{borrow::Cow, error::Error as StdError, fmt, future::Future, mem, pin::Pin, sync::Arc};

use schemalane_source::{
    Dialect, Mode, SessionSettings, Settings, Statement, TargetName, Timeouts, Version,
};
use sea_orm::{DatabaseConnection, DatabaseTransaction};

pub use self::unpack::{put, unpack, unpack_statements};

/// Every migration of one lane, in version order.
///
/// Two manifests with the same [`digest`](Self::digest) describe the same
/// history, whatever machine they were built on.
#[derive(Clone, Debug)]
pub struct Manifest {
    target: TargetName,
    dialects: Cow<'static, [Dialect]>,
    digest: Cow<'static, str>,
    migrations: Cow<'static, [Migration]>,
    drafts: Cow<'static, [Draft]>,
    settings: Settings,
}

impl Manifest {
    /// The manifest that generated code holds as a `static`.
    #[doc(hidden)]
    #[must_use]
    pub const fn embedded(
        target: TargetName,
        dialects: &'static [Dialect],
        digest: &'static str,
        migrations: &'static [Migration],
    ) -> Self {
        Self {
            target,
            dialects: Cow::Borrowed(dialects),
            digest: Cow::Borrowed(digest),
            migrations: Cow::Borrowed(migrations),
            drafts: Cow::Borrowed(&[]),
            settings: Settings::NONE,
        }
    }

    /// The same lane, kept as its project says.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_settings(mut self, settings: Settings) -> Self {
        // A constant function cannot drop what it replaces; in a static that is nothing.
        mem::forget(mem::replace(&mut self.settings, settings));
        self
    }

    /// The same lane with files that are still to be written, as generated code
    /// writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_drafts(mut self, drafts: &'static [Draft]) -> Self {
        mem::forget(mem::replace(&mut self.drafts, Cow::Borrowed(drafts)));
        self
    }

    /// The same, of a folder.
    pub(crate) fn drafted(mut self, drafts: Vec<Draft>) -> Self {
        self.drafts = Cow::Owned(drafts);
        self
    }

    /// A manifest made at run time; `migrations` are in version order, which
    /// only a [`Lane`](schemalane_source::Lane) can promise.
    pub(crate) fn assembled(
        target: TargetName,
        dialects: Vec<Dialect>,
        digest: String,
        migrations: Vec<Migration>,
    ) -> Self {
        Self {
            target,
            dialects: Cow::Owned(dialects),
            digest: Cow::Owned(digest),
            migrations: Cow::Owned(migrations),
            drafts: Cow::Borrowed(&[]),
            settings: Settings::NONE,
        }
    }

    /// The database target this lane is for.
    #[must_use]
    pub const fn target(&self) -> &TargetName {
        &self.target
    }

    /// The dialects the files were checked for; each file is right for all of them,
    /// or for [its own](Migration::dialect).
    #[must_use]
    pub fn dialects(&self) -> &[Dialect] {
        &self.dialects
    }

    /// What `schemalane.toml` said of the lane when it was built: a [`Config`](crate::Config)
    /// that says nothing of its own means the same.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// SHA-256 over names, modes and contents, as 64 hexadecimal digits.
    /// Line endings and byte order marks do not enter it.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The migrations in the order in which they run. A version that has a text
    /// for each database is there once for each.
    #[must_use]
    pub fn migrations(&self) -> &[Migration] {
        &self.migrations
    }

    /// The files that have no statement yet, in the order of their versions.
    #[must_use]
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// The same lane for one database: no version is there twice.
    pub(crate) fn narrowed(self: &Arc<Self>, dialect: Dialect) -> Arc<Self> {
        let is_for = |own: Option<Dialect>| own.is_none_or(|own| own == dialect);
        let is_whole = self.migrations.iter().all(|migration| is_for(migration.dialect))
            && self.drafts.iter().all(|draft| is_for(draft.dialect));
        if is_whole {
            return Arc::clone(self);
        }
        let migrations = self.migrations.iter().filter(|migration| is_for(migration.dialect));
        let drafts = self.drafts.iter().filter(|draft| is_for(draft.dialect));
        Arc::new(Self {
            migrations: migrations.cloned().collect(),
            drafts: drafts.cloned().collect(),
            ..Self::clone(self)
        })
    }
}

/// A file of a lane that has no statement yet: it is passed over until it is
/// written, and nothing above it is applied.
#[derive(Clone, Debug)]
pub struct Draft {
    version: Version,
    description: Cow<'static, str>,
    script: Cow<'static, str>,
    checksum: i32,
    dialect: Option<Dialect>,
}

impl Draft {
    /// As generated code writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        version: &'static str,
        description: &'static str,
        script: &'static str,
        checksum: i32,
    ) -> Self {
        Self {
            version: Version::from_static(version),
            description: Cow::Borrowed(description),
            script: Cow::Borrowed(script),
            checksum,
            dialect: None,
        }
    }

    /// The same for one database alone, as generated code writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn for_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// A file of a folder.
    pub(crate) fn read(file: schemalane_source::File<()>) -> Self {
        Self {
            version: file.version,
            description: Cow::Owned(file.description),
            script: Cow::Owned(file.script),
            checksum: file.checksum,
            dialect: file.dialect,
        }
    }

    /// Its place in the order.
    #[must_use]
    pub const fn version(&self) -> &Version {
        &self.version
    }

    /// What it is to be for.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The file name.
    #[must_use]
    pub fn script(&self) -> &str {
        &self.script
    }

    /// Flyway's CRC-32 of the file.
    #[must_use]
    pub const fn checksum(&self) -> i32 {
        self.checksum
    }
}

/// One file of a lane.
#[derive(Clone, Debug)]
pub struct Migration {
    version: Version,
    description: Cow<'static, str>,
    script: Cow<'static, str>,
    checksum: i32,
    body: Body,
    dialect: Option<Dialect>,
}

impl Migration {
    /// An SQL migration, as generated code writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn sql(
        version: &'static str,
        description: &'static str,
        script: &'static str,
        checksum: i32,
        sql: Sql,
    ) -> Self {
        Self {
            version: Version::from_static(version),
            description: Cow::Borrowed(description),
            script: Cow::Borrowed(script),
            checksum,
            body: Body::Sql(sql),
            dialect: None,
        }
    }

    /// A Rust migration, as generated code writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn rust(
        version: &'static str,
        description: &'static str,
        script: &'static str,
        checksum: i32,
        function: Function,
    ) -> Self {
        Self {
            version: Version::from_static(version),
            description: Cow::Borrowed(description),
            script: Cow::Borrowed(script),
            checksum,
            body: Body::Rust(function),
            dialect: None,
        }
    }

    /// The same for one database alone, as generated code writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn for_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// A migration read from a folder at run time.
    pub(crate) fn read(
        version: Version,
        description: String,
        script: String,
        checksum: i32,
        body: Body,
    ) -> Self {
        Self {
            version,
            description: Cow::Owned(description),
            script: Cow::Owned(script),
            checksum,
            body,
            dialect: None,
        }
    }

    /// Its place in the order.
    #[must_use]
    pub const fn version(&self) -> &Version {
        &self.version
    }

    /// What it is for: the file name's description with spaces.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The file name.
    #[must_use]
    pub fn script(&self) -> &str {
        &self.script
    }

    /// Flyway's CRC-32 of the file.
    #[must_use]
    pub const fn checksum(&self) -> i32 {
        self.checksum
    }

    /// The one database that its SQL is for; `None` where it is for all of the
    /// lane's. Another text of the same version is for each of the others.
    #[must_use]
    pub const fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }

    /// What it does.
    #[must_use]
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// Whether a failed attempt leaves nothing behind, so that the next run
    /// may simply try again.
    pub(crate) const fn is_atomic(&self) -> bool {
        match &self.body {
            Body::Sql(sql) => !matches!(sql.mode, Mode::NonTransactional),
            Body::Rust(Function::Transaction(_)) => true,
            Body::Rust(Function::Connection(_)) => false,
        }
    }
}

/// What a migration does.
#[derive(Clone, Debug)]
pub enum Body {
    /// It executes SQL.
    Sql(Sql),
    /// It calls a function of this binary.
    Rust(Function),
}

/// The text of an SQL migration and what the build found in it.
#[derive(Clone, Debug)]
pub struct Sql {
    content: Content,
    mode: Mode,
    timeouts: Timeouts,
    settings: SessionSettings,
}

/// The text and its statements. What was read at run time is shared by all
/// that speak of it: nobody copies a text of many megabytes.
#[derive(Clone, Debug)]
enum Content {
    Embedded {
        text: &'static str,
        statements: &'static [Statement],
    },
    Read(Arc<ReadContent>),
    /// Nobody will run it: only an `Onlooker` has a lane with such files.
    Measured,
}

#[derive(Debug)]
struct ReadContent {
    text: String,
    statements: Vec<Statement>,
}

impl Sql {
    /// Embedded SQL: `text` as `include_str!` gives it. A byte order mark is
    /// taken off here, so `statements` count from behind it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        text: &'static str,
        mode: Mode,
        timeouts: Timeouts,
        statements: &'static [Statement],
    ) -> Self {
        let text = match text.as_bytes() {
            [0xEF, 0xBB, 0xBF, ..] => text.split_at(3).1,
            _ => text,
        };
        Self {
            content: Content::Embedded { text, statements },
            mode,
            timeouts,
            settings: SessionSettings::NONE,
        }
    }

    /// The same, with what its header asks of its session.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_session(mut self, settings: SessionSettings) -> Self {
        mem::forget(mem::replace(&mut self.settings, settings));
        self
    }

    /// SQL read from a folder at run time, without a byte order mark.
    pub(crate) fn read(file: schemalane_source::SqlFile) -> Self {
        Self {
            content: Content::Read(Arc::new(ReadContent {
                text: file.text,
                statements: file.statements,
            })),
            mode: file.mode,
            timeouts: file.timeouts,
            settings: file.settings,
        }
    }

    /// SQL of a folder whose text was not kept: for a lane that is only looked at.
    pub(crate) const fn measured(mode: Mode) -> Self {
        let (timeouts, settings) = (Timeouts::NONE, SessionSettings::NONE);
        Self { content: Content::Measured, mode, timeouts, settings }
    }

    /// The file without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Embedded { text, .. } => text,
            Content::Read(read) => &read.text,
            Content::Measured => "",
        }
    }

    /// Whether the file runs in a transaction.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// The timeouts its header asks for.
    #[must_use]
    pub const fn timeouts(&self) -> Timeouts {
        self.timeouts
    }

    /// What its header asks of its session beside them.
    #[must_use]
    pub const fn session(&self) -> &SessionSettings {
        &self.settings
    }

    /// The statements, in order.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        match &self.content {
            Content::Embedded { statements, .. } => statements,
            Content::Read(read) => &read.statements,
            Content::Measured => &[],
        }
    }
}

/// What a Rust migration may fail with: any error at all.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// A Rust migration at work.
pub type FunctionFuture<'c> = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send + 'c>>;

/// What the function of a Rust migration gives: `Result<(), E>`.
#[diagnostic::on_unimplemented(
    message = "a migration gives `Result<(), E>`, and its error converts into `Box<dyn Error + Send + Sync>`",
    label = "this migration gives `{Self}`",
    note = "`DbErr`, `anyhow::Error` and `Box<dyn Error + Send + Sync>` are such errors, `Box<dyn Error>` is not"
)]
pub trait Outcome {
    /// The same with the error that a run can carry.
    ///
    /// # Errors
    ///
    /// The migration failed.
    fn settle(self) -> Result<(), BoxError>;
}

impl<E: Into<BoxError>> Outcome for Result<(), E> {
    fn settle(self) -> Result<(), BoxError> {
        self.map_err(Into::into)
    }
}

/// A Rust migration at work, for generated code: its file's function has been called.
#[doc(hidden)]
pub fn outcome<'c, F>(migration: F) -> FunctionFuture<'c>
where
    F: Future<Output: Outcome> + Send + 'c,
{
    Box::pin(async move { migration.await.settle() })
}

/// The function of a Rust migration. Its parameter is its transaction
/// strategy (specification, section 4.3).
#[derive(Clone, Copy)]
pub enum Function {
    /// `migrate(db: &DatabaseConnection)`: outside any transaction.
    Connection(for<'c> fn(&'c DatabaseConnection) -> FunctionFuture<'c>),
    /// `migrate(txn: &DatabaseTransaction)`: inside one, with its history row.
    Transaction(for<'c> fn(&'c DatabaseTransaction) -> FunctionFuture<'c>),
}

impl fmt::Debug for Function {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connection(_) => "Connection(..)",
            Self::Transaction(_) => "Transaction(..)",
        })
    }
}

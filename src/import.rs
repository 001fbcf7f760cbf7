//! `import`: the history of another migration tool becomes ours.
//!
//! Every row of theirs must have its file here. What can be compared is
//! compared, everything that is in the way is said at once, and the rows are
//! written in one transaction under the lock. The other tool's table is read
//! and never changed.

mod diesel;
mod importer;
mod matching;
mod obstacle;
mod record;
mod refinery;
mod rename;
mod report;
mod sea_orm;
mod spelling;
mod sqlx;
mod takeover;

use schemalane_source::Version;

pub use self::{
    importer::{Importer, ImporterError},
    obstacle::{ImportObstacle, ImportRefusal},
    rename::{Rename, RenameObstacle, RenameRefusal, RenameRole, Renaming},
    report::{Compared, ImportPending, ImportReport, ImportState, Imported},
};
use self::{record::Theirs, takeover::Takeover};
use crate::{
    Config, Error, Identifier,
    connection::{Access, Connection},
    history::{self, History},
    manifest::Manifest,
    run::Run,
    session::Session,
};

/// Which history to take over, and from where.
///
/// ```
/// # use schemalane::{Identifier, Import, Importer};
/// let import = Import::new(Importer::Sqlx).table(Identifier::new("_migrations")?);
/// # Ok::<(), schemalane::IdentifierError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Import {
    importer: Importer,
    schema: Option<Identifier>,
    table: Option<Identifier>,
    accepted: Vec<Version>,
}

impl Import {
    /// The history of this tool, in the table that it makes by itself.
    pub const fn new(importer: Importer) -> Self {
        Self { importer, schema: None, table: None, accepted: Vec::new() }
    }

    /// The tool's table, where it has another name than
    /// [the tool gives it](Importer::table).
    pub fn table(mut self, table: Identifier) -> Self {
        self.table = Some(table);
        self
    }

    /// The schema of the tool's table, where it is not that of our history.
    pub fn schema(mut self, schema: Identifier) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Takes this version over although its file is not what the tool applied.
    pub fn accept(mut self, version: Version) -> Self {
        self.accepted.push(version);
        self
    }

    fn theirs(&self, history: &History) -> Theirs {
        Theirs {
            importer: self.importer,
            schema: self.schema.clone().unwrap_or_else(|| history.schema().clone()),
            table: self.table.clone().unwrap_or_else(|| Identifier::fixed(self.importer.table())),
        }
    }

    /// What an import would do; it only reads.
    pub(crate) async fn plan(
        &self,
        mut connection: Connection,
        manifest: &Manifest,
        config: &Config,
    ) -> Result<ImportReport, Error> {
        let history = History::new(connection.dialect(), config);
        let takeover = self.takeover(&mut connection, &history, manifest, config).await;
        connection.close().await;
        takeover.map(|takeover| takeover.report(ImportState::Planned))
    }

    async fn takeover(
        &self,
        connection: &mut Connection,
        history: &History,
        manifest: &Manifest,
        config: &Config,
    ) -> Result<Takeover, Error> {
        let theirs = self.theirs(history);
        let records = theirs.read(connection).await?;
        let found = history::read(connection, history).await?;
        Takeover::new(self, &theirs, records, manifest, history, found, config)
            .map_err(|refusal| Error::Import { refusal })
    }
}

/// Takes the history over.
pub(crate) async fn import(run: Run, import: Import) -> Result<ImportReport, Error> {
    // What is refused anyway needs no lock, and creates no database file.
    let connection = run.open(Access::Read).await?;
    run.interrupt.or(import.plan(connection, &run.manifest, &run.config)).await?;
    let connection = run.open(Access::Write).await?;
    let mut session = run.lock(connection).await?;
    let outcome = run.orderly(write(&mut session, &import, &run.manifest, &run.config)).await;
    session.close().await;
    outcome
}

/// Reads and judges again under the lock, then writes in one message.
async fn write(
    session: &mut Session,
    import: &Import,
    manifest: &Manifest,
    config: &Config,
) -> Result<ImportReport, Error> {
    let Session { connection, history, .. } = session;
    let takeover = import.takeover(connection, history, manifest, config).await?;
    let statements = takeover.statements(history);
    if !statements.is_empty() {
        session.transact(statements, "write the imported history").await?;
    }
    let report = takeover.report(ImportState::Imported);
    tracing::info!(rows = report.imported.len(), from = %import.importer, "imported");
    Ok(report)
}

//! An import as a value: every row that it writes, and the statements for it.

use super::{
    Import, ImportObstacle, ImportRefusal, ImportReport, ImportState,
    matching::Matching,
    record::{Record, Theirs},
};
use crate::{
    Config,
    history::{Contents, History, NewRow, Row},
    manifest::Manifest,
};

/// An import that nothing is in the way of.
#[derive(Clone, Debug)]
pub(super) struct Takeover {
    report: ImportReport,
    /// What makes our history table, where it is missing.
    create: Vec<String>,
    /// Failed attempts at what is imported, whose rows go.
    forgotten: Vec<i32>,
}

impl Takeover {
    /// Judges everything, or says everything that is in the way.
    pub(super) fn new(
        import: &Import,
        theirs: &Theirs,
        records: Option<Vec<Record>>,
        manifest: &Manifest,
        history: &History,
        found: Contents,
        config: &Config,
    ) -> Result<Self, ImportRefusal> {
        // A table that Flyway made is not touched, and has fewer indexes.
        let create = if found == Contents::Nothing { history.create() } else { Vec::new() };
        let rows = found.rows();
        let mut matching = Matching::new(import, manifest, config);
        matching.refuse_begun(history, &rows);
        match records {
            Some(records) => matching.take_all(records),
            None => matching.obstacles.push(ImportObstacle::NoTable { table: theirs.display() }),
        }
        let pending = matching.pending();
        let Matching { mut imported, obstacles, taken, .. } = matching;
        if !obstacles.is_empty() {
            return Err(ImportRefusal::new(import.importer, theirs.display(), obstacles));
        }
        let superseded = |row: &&Row| {
            !row.success && row.parsed_version().is_some_and(|version| taken.contains(&version))
        };
        let forgotten: Vec<_> =
            rows.iter().filter(superseded).map(|row| row.installed_rank).collect();
        let kept = rows.iter().filter(|row| !superseded(row)).map(|row| row.installed_rank);
        let first_rank = kept.max().unwrap_or(0).max(0) + 1;
        for (rank, row) in (first_rank..).zip(&mut imported) {
            row.installed_rank = rank;
        }
        let report = ImportReport {
            target: manifest.target().clone(),
            from: import.importer,
            table: theirs.display(),
            schema: history.schema().to_string(),
            history_table: history.table().to_string(),
            state: ImportState::Planned,
            imported,
            pending,
        };
        Ok(Self { report, create, forgotten })
    }

    pub(super) fn report(&self, state: ImportState) -> ImportReport {
        ImportReport { state, ..self.report.clone() }
    }

    /// The statements that do it, for one transaction; none where there is nothing to do.
    pub(super) fn statements(&self, history: &History) -> Vec<String> {
        if self.report.imported.is_empty() {
            return Vec::new();
        }
        let mut statements = self.create.clone();
        statements.extend(history.forget(&self.forgotten));
        for row in &self.report.imported {
            let values = NewRow {
                version: Some(&row.version),
                description: &row.description,
                kind: row.kind,
                script: &row.script,
                checksum: Some(row.checksum),
                execution_time: row.execution_time,
                success: true,
            };
            statements.push(history.insert(row.installed_rank, &values));
            let moment = row.installed_on.as_deref();
            statements.extend(moment.map(|moment| history.date(row.installed_rank, moment)));
        }
        statements
    }
}

#[cfg(test)]
mod tests;

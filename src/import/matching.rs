//! Their records against our files: pure, no database, no clock.

use std::collections::BTreeSet;

use schemalane_source::Version;

use super::{
    Compared, Import, ImportObstacle, ImportPending, Imported, Importer,
    record::{Outcome, Record},
};
use crate::{
    Config,
    config::Order,
    history::{History, Row},
    manifest::{Body, Manifest, Migration},
};

/// The comparison under way.
pub(super) struct Matching<'i> {
    import: &'i Import,
    manifest: &'i Manifest,
    config: &'i Config,
    pub(super) imported: Vec<Imported>,
    pub(super) obstacles: Vec<ImportObstacle>,
    /// The files that a record stands for, changed or not.
    pub(super) taken: BTreeSet<&'i Version>,
}

impl<'i> Matching<'i> {
    pub(super) const fn new(
        import: &'i Import,
        manifest: &'i Manifest,
        config: &'i Config,
    ) -> Self {
        Self {
            import,
            manifest,
            config,
            imported: Vec::new(),
            obstacles: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// Schemas that Flyway made are no history yet, and failed attempts have
    /// applied nothing.
    pub(super) fn refuse_begun(&mut self, history: &History, rows: &[Row]) {
        let rows = rows.iter().filter(|row| row.success && row.kind != "SCHEMA").count();
        if rows > 0 {
            let history_table = format!("{}.{}", history.schema(), history.table());
            self.obstacles.push(ImportObstacle::Begun { history_table, rows });
        }
    }

    /// Takes the records in the order in which they were applied; where a
    /// clock was too coarse for that, in the order of their versions.
    pub(super) fn take_all(&mut self, records: Vec<Record>) {
        let importer = self.import.importer;
        let mut dated: Vec<_> =
            records.into_iter().map(|record| (importer.versions(&record), record)).collect();
        dated.sort_by(|(versions, record), (others, other)| {
            record.installed_on.cmp(&other.installed_on).then_with(|| versions.cmp(others))
        });
        for (versions, record) in dated {
            match self.take(&versions, &record) {
                Ok(row) => self.imported.push(row),
                Err(obstacle) => self.obstacles.push(obstacle),
            }
        }
    }

    fn take(&mut self, versions: &[Version], record: &Record) -> Result<Imported, ImportObstacle> {
        let importer = self.import.importer;
        let Some(version) = versions.first() else {
            return Err(ImportObstacle::Unreadable { version: record.version.clone() });
        };
        let found = versions.iter().find_map(|version| find(self.manifest, version));
        if let Some(migration) = found
            && !self.taken.insert(migration.version())
        {
            return Err(ImportObstacle::Ambiguous {
                version: record.version.clone(),
                script: migration.script().to_owned(),
            });
        }
        match (record.outcome, found) {
            (Outcome::Failed, _) => {
                Err(ImportObstacle::Failed { migration: called(importer, record) })
            }
            (Outcome::Applied, None) => Err(ImportObstacle::Missing {
                migration: called(importer, record),
                expected: expected(importer, record, version),
            }),
            (Outcome::Applied, Some(migration)) => self.compare(record, migration),
        }
    }

    fn compare(&self, record: &Record, migration: &Migration) -> Result<Imported, ImportObstacle> {
        let importer = self.import.importer;
        let name = importer.name(record);
        let is_named = name.is_some_and(|name| words(name) == words(migration.description()));
        let recognised = match migration.body() {
            Body::Sql(sql) => importer.recognises(record, sql.text()),
            Body::Rust(_) => None,
        };
        let compared = match recognised {
            Some(true) => Compared::Checksum,
            Some(false) if self.import.accepted.contains(migration.version()) => Compared::Accepted,
            Some(false) => {
                return Err(ImportObstacle::Changed {
                    version: migration.version().to_string(),
                    script: migration.script().to_owned(),
                });
            }
            None if is_named => Compared::Name,
            None => Compared::Version,
        };
        Ok(Imported {
            version: migration.version().to_string(),
            description: migration.description().to_owned(),
            kind: match migration.body() {
                Body::Sql(_) => "SQL",
                Body::Rust(_) => self.config.word_for_rust(),
            },
            script: migration.script().to_owned(),
            checksum: migration.checksum(),
            installed_rank: 0,
            installed_on: record.installed_on.clone(),
            execution_time: record.execution_time,
            compared,
            original_version: record.version.clone(),
            original_name: name.filter(|_| !is_named).map(str::to_owned),
        })
    }

    /// What nothing stands for stays pending; `up` would refuse it below the
    /// highest applied version, so it is refused here.
    pub(super) fn pending(&mut self) -> Vec<ImportPending> {
        let (manifest, taken) = (self.manifest, &self.taken);
        let pending: Vec<_> = manifest
            .migrations()
            .iter()
            .filter(|migration| !taken.contains(migration.version()))
            .collect();
        if let (Some(current), Order::Strict) = (taken.last(), self.config.order) {
            let late = pending.iter().filter(|migration| migration.version() < *current);
            self.obstacles.extend(late.map(|migration| ImportObstacle::OutOfOrder {
                script: migration.script().to_owned(),
                current: current.to_string(),
            }));
        }
        let pending = pending.into_iter().map(|migration| ImportPending {
            version: migration.version().to_string(),
            script: migration.script().to_owned(),
        });
        pending.collect()
    }
}

fn find<'m>(manifest: &'m Manifest, version: &Version) -> Option<&'m Migration> {
    let migrations = manifest.migrations();
    let index = migrations.binary_search_by(|m| m.version().cmp(version)).ok()?;
    migrations.get(index)
}

/// A record in words.
fn called(importer: Importer, record: &Record) -> String {
    let version = &record.version;
    match importer.name(record) {
        Some(name) if !version.ends_with(name) => format!("version {version} ({name})"),
        _ => format!("version {version}"),
    }
}

/// The name, without its extension, of a file that would stand for a record.
fn expected(importer: Importer, record: &Record, version: &Version) -> String {
    let name = importer.name(record).map(words).unwrap_or_default().join("_");
    let name = if name.is_empty() { "name".to_owned() } else { name };
    format!("V{}__{name}", version.as_str().replace('.', "_"))
}

/// What a name says, whatever stands between its words.
fn words(name: &str) -> Vec<String> {
    let is_between = |character: char| !character.is_alphanumeric();
    let words = name.split(is_between).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

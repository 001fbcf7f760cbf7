//! A history that another tool wrote, and the files that it wrote it from.

use std::{fs, path::Path};

use schemalane::{
    Config, Error, Folder, Import, ImportObstacle, ImportReport, Importer, Migrator, TargetName,
    sea_orm::DatabaseConnection,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::place::Place;

/// A database as another tool has left it, and a folder of the files.
pub(crate) struct History {
    pub(crate) from: Importer,
    pub(crate) table: String,
    pub(crate) place: Place,
    pub(crate) db: DatabaseConnection,
    /// The names of the files, in the order of their versions.
    pub(crate) files: Vec<String>,
    folder: TempDir,
}

const VECTORS: [(Importer, &str); 4] = [
    (Importer::Sqlx, include_str!("../vectors/import/sqlx.json")),
    (Importer::Refinery, include_str!("../vectors/import/refinery.json")),
    (Importer::SeaOrm, include_str!("../vectors/import/sea_orm.json")),
    (Importer::Diesel, include_str!("../vectors/import/diesel.json")),
];

/// The names of all histories.
pub(crate) fn names() -> Vec<String> {
    all().into_iter().map(|(_, case)| text(&case["name"])).collect()
}

fn all() -> Vec<(Importer, Value)> {
    let cases = |(importer, json): (Importer, &str)| {
        let vectors: Value = serde_json::from_str(json).unwrap();
        let cases = vectors["histories"].as_array().unwrap().clone();
        cases.into_iter().map(move |case| (importer, case))
    };
    VECTORS.into_iter().flat_map(cases).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(text).collect()
}

impl History {
    /// The database with the tables that the files make, and the tool's own.
    pub(crate) async fn of(name: &str) -> Self {
        Self::under(name, None).await
    }

    /// As [`of`](Self::of), with the tool's table under another name.
    pub(crate) async fn under(name: &str, other: Option<&str>) -> Self {
        let (from, case) = all().into_iter().find(|(_, case)| case["name"] == name).unwrap();
        let place = Place::of(case["dialect"].as_str().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let table = other.map_or_else(|| text(&case["table"]), str::to_owned);
        let mut files = Vec::new();
        for (file, sql) in case["files"].as_object().unwrap() {
            fs::write(folder.path().join(file), sql.as_str().unwrap()).unwrap();
            place.sql(sql.as_str().unwrap().trim_start_matches('\u{FEFF}')).await;
            files.push(file.clone());
        }
        let columns = list(&case["columns"]).join(", ");
        place.sql(&format!("CREATE TABLE {table} ({columns})")).await;
        for row in case["rows"].as_array().unwrap() {
            place.sql(&format!("INSERT INTO {table} VALUES ({})", list(row).join(", "))).await;
        }
        let db = place.connect().await;
        Self { from, table, place, db, files, folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder().join(file)).unwrap()
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.folder().join(file), text).unwrap();
    }

    pub(crate) fn rename(&self, file: &str, other: &str) {
        fs::rename(self.folder().join(file), self.folder().join(other)).unwrap();
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.folder().join(file)).unwrap();
    }

    pub(crate) fn migrator(&self, config: Config) -> Migrator {
        let dialect = match &self.place {
            Place::Postgres(_) => schemalane::Dialect::Postgres,
            Place::Sqlite(_) => schemalane::Dialect::Sqlite,
        };
        let manifest = Folder::new(self.folder()).manifest(&TargetName::DEFAULT, dialect);
        Migrator::new(manifest.unwrap(), config)
    }

    pub(crate) async fn plan(&self) -> Result<ImportReport, Error> {
        self.migrator(Config::new()).plan_import(&self.db, &Import::new(self.from)).await
    }

    pub(crate) async fn import(&self) -> Result<ImportReport, Error> {
        self.import_with(Config::new(), Import::new(self.from)).await
    }

    pub(crate) async fn import_with(
        &self,
        config: Config,
        import: Import,
    ) -> Result<ImportReport, Error> {
        self.migrator(config).import(&self.db, &import).await
    }

    /// Everything that the other tool's table holds.
    pub(crate) async fn theirs(&self) -> String {
        match &self.place {
            Place::Postgres(_) => {
                self.place.sql(&format!("SELECT t::text FROM {} t ORDER BY 1", self.table)).await
            }
            Place::Sqlite(_) => {
                let question = format!("SELECT name FROM pragma_table_info('{}')", self.table);
                let columns = self.place.sql(&question).await;
                let columns: Vec<_> =
                    columns.lines().map(|column| format!("quote(\"{column}\")")).collect();
                let columns = columns.join(" || ',' || ");
                self.place.sql(&format!("SELECT {columns} FROM {} ORDER BY 1", self.table)).await
            }
        }
    }
}

/// What is in the way of an import, and the whole sentence.
pub(crate) fn refused(outcome: Result<ImportReport, Error>) -> (Vec<ImportObstacle>, String) {
    match outcome {
        Err(Error::Import { refusal }) => (refusal.obstacles.clone(), refusal.to_string()),
        other => panic!("expected a refusal, not {other:?}"),
    }
}

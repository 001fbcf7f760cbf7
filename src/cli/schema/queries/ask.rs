//! Queries that an engine is asked about.

use schemalane_codegen::QueryModule;
use schemalane_query::{Answer, Described, Problem, QueryFile, describe, postgres, sqlite};
use schemalane_schema::Schema;
use schemalane_source::Dialect;
use sqlx::{Connection as _, PgConnection};

use crate::{Error, url::DatabaseUrl};

/// A file of queries with what an engine says of them.
pub(in crate::cli::schema) struct DescribedFile {
    pub(in crate::cli::schema) file: String,
    pub(in crate::cli::schema) module: String,
    /// Those that the engine takes.
    pub(in crate::cli::schema) queries: Vec<Described>,
    /// What is wrong with the others.
    pub(in crate::cli::schema) problems: Vec<Problem>,
}

impl DescribedFile {
    fn new(file: &QueryFile) -> Self {
        let (name, module) = (file.file.clone(), file.module.clone());
        Self { file: name, module, queries: Vec::new(), problems: Vec::new() }
    }

    /// What becomes code.
    pub(in crate::cli::schema) fn code(&self) -> QueryModule<'_> {
        QueryModule { file: &self.file, module: &self.module, queries: &self.queries }
    }

    fn take(&mut self, described: Result<Described, Vec<Problem>>) {
        match described {
            Ok(described) => self.queries.push(described),
            Err(problems) => self.problems.extend(problems),
        }
    }
}

/// Asks the engine that has the schema; `url` is where PostgreSQL has it.
pub(in crate::cli::schema) async fn about(
    files: &[QueryFile],
    schema: &Schema,
    url: &DatabaseUrl,
) -> Result<Vec<DescribedFile>, Error> {
    match schema.dialect {
        Dialect::Sqlite => of_sqlite(files, schema),
        Dialect::Postgres => of_postgres(files, url).await,
    }
}

fn failed(source: impl std::error::Error + Send + Sync + 'static) -> Error {
    let doing = "describe the queries";
    schemalane_schema::Error::Database { doing, source: Box::new(source) }.into()
}

fn of_sqlite(files: &[QueryFile], schema: &Schema) -> Result<Vec<DescribedFile>, Error> {
    let database = sqlite::Database::new(schema).map_err(failed)?;
    let mut all = Vec::new();
    for file in files {
        let mut found = DescribedFile::new(file);
        for query in &file.queries {
            let answers: Vec<Answer> = query
                .variants
                .iter()
                .map(|variant| database.describe(&variant.question().asked()).into())
                .collect();
            found.take(describe(file, query, &answers));
        }
        all.push(found);
    }
    Ok(all)
}

async fn of_postgres(files: &[QueryFile], url: &DatabaseUrl) -> Result<Vec<DescribedFile>, Error> {
    let Some(options) = url.connect_options() else { return Ok(Vec::new()) };
    let mut connection = PgConnection::connect_with(options).await.map_err(failed)?;
    let mut describer = postgres::Describer::new(&mut connection).await.map_err(failed)?;
    let mut all = Vec::new();
    for file in files {
        let mut found = DescribedFile::new(file);
        for query in &file.queries {
            let mut answers = Vec::new();
            for variant in &query.variants {
                let said = describer.describe(&variant.question().asked()).await;
                answers.push(Answer::try_from(said).map_err(failed)?);
            }
            found.take(describe(file, query, &answers));
        }
        all.push(found);
    }
    // It is not needed any more, whatever comes of its end.
    let _ = connection.close().await;
    Ok(all)
}

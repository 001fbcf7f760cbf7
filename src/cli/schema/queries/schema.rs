//! The schema that queries are described on.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use schemalane_schema::{Engine, Files, FilesError, Options, Origin, Schema, Script};
use schemalane_source::{Dialect, Mode, Statement, read_text, split};
use sea_orm::ConnectionTrait as _;

use super::super::{
    args::LaneArgs,
    job::Job,
    replay::{self, in_scratch, on_scratch},
};
use crate::{Error, shutdown::Shutdown, url::DatabaseUrl};

/// The longest file of a schema, in bytes.
const LONGEST: u64 = 64 << 20;

/// What PostgreSQL says of something that is not there: a statement behind it may make it.
const NOT_THERE: &[&str] = &["42P01", "42703", "42704", "42883", "3F000", "42809"];

/// What the schema is made from.
pub(super) enum Source<'a> {
    /// What the lane comes to.
    Lane(&'a LaneArgs),
    /// The statements of a file, or of all files of a folder, in the order of their paths.
    Files(&'a Path),
}

/// Makes the schema in a scratch database, and does something with it there.
pub(super) async fn with<T>(
    job: &Job,
    source: &Source<'_>,
    shutdown: &Shutdown,
    work: impl AsyncFnOnce(&Schema, &DatabaseUrl) -> Result<T, Error>,
) -> Result<T, Error> {
    if let (Source::Files(path), Dialect::Sqlite) = (source, job.url.dialect()) {
        return work(&replayed(&texts(path)?)?, &job.url).await;
    }
    let look = async |engine: &Engine, url: &DatabaseUrl| {
        let schema = engine.actual().await?;
        work(&schema, url).await
    };
    match source {
        Source::Lane(args) => {
            let migrator = replay::migrator(job, args, &[])?;
            on_scratch(job, &migrator, shutdown, look).await
        }
        Source::Files(path) => {
            let texts = texts(path)?;
            let make = async |url: &DatabaseUrl| execute(&texts, url).await;
            in_scratch(job, shutdown, make, look).await
        }
    }
}

/// Does something where a schema is: PostgreSQL has it in a scratch database then.
pub(super) async fn of<T>(
    job: &Job,
    schema: &Schema,
    shutdown: &Shutdown,
    work: impl AsyncFnOnce(&DatabaseUrl) -> Result<T, Error>,
) -> Result<T, Error> {
    if job.url.dialect() == Dialect::Sqlite {
        return work(&job.url).await;
    }
    let statements = schema.statements().map_err(schemalane_schema::Error::from)?;
    let texts = [("the schema".to_owned(), statements.join(";\n"))];
    let make = async |url: &DatabaseUrl| execute(&texts, url).await;
    in_scratch(job, shutdown, make, async |_, url| work(url).await).await
}

fn texts(path: &Path) -> Result<Vec<(String, String)>, Error> {
    if path.is_dir() {
        let files = Files::read(path).map_err(Error::from)?;
        return Ok(files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect());
    }
    let path = PathBuf::from(path);
    let name = path.display().to_string();
    match read_text(&path, LONGEST) {
        Ok(text) => Ok(vec![(name, text)]),
        Err(source) => Err(FilesError::Entry { path: name, source }.into()),
    }
}

/// The statements of a text.
fn statements(file: &str, text: &str, dialect: Dialect) -> Result<Vec<Statement>, Error> {
    split(text, dialect).map_err(|error| {
        let origin = Origin { file: file.to_owned(), line: error.line() };
        refusal(origin, error.to_string())
    })
}

fn refusal(origin: Origin, message: String) -> Error {
    schemalane_schema::Error::Statement { origin, message, help: None }.into()
}

/// What the statements come to in an empty database of SQLite in memory.
fn replayed(texts: &[(String, String)]) -> Result<Schema, Error> {
    let mut found = Vec::new();
    for (file, text) in texts {
        found.push((file, text, statements(file, text, Dialect::Sqlite)?));
    }
    let scripts = found.iter().map(|(file, text, statements)| Script {
        file,
        text,
        statements,
        mode: Mode::NonTransactional,
    });
    Ok(Schema::replay(scripts, &Options::new())?)
}

/// Executes the statements on a database of PostgreSQL. One that needs what is not there yet is tried again behind the
/// others, so that the names of files need not follow what they need.
async fn execute(texts: &[(String, String)], url: &DatabaseUrl) -> Result<(), Error> {
    let mut waiting = VecDeque::new();
    for (file, text) in texts {
        for statement in statements(file, text, Dialect::Postgres)? {
            let origin = Origin { file: file.clone(), line: statement.line() };
            waiting.push_back((origin, statement.text(text)));
        }
    }
    let db = url.pool(1);
    let mut passed_over = 0;
    let mut result = Ok(());
    while let Some((origin, text)) = waiting.pop_front() {
        let Err(error) = db.execute_unprepared(text).await else {
            passed_over = 0;
            continue;
        };
        if is_not_there(&error) && passed_over < waiting.len() {
            passed_over += 1;
            waiting.push_back((origin, text));
        } else {
            result = Err(refusal(origin, said(&error)));
            break;
        }
    }
    let _closed = db.close().await;
    result
}

fn is_not_there(error: &sea_orm::DbErr) -> bool {
    database_error(error)
        .and_then(|error| error.code())
        .is_some_and(|code| NOT_THERE.contains(&code.as_ref()))
}

/// The server's own words, where it is its word.
fn said(error: &sea_orm::DbErr) -> String {
    database_error(error).map_or_else(|| error.to_string(), |error| error.message().to_owned())
}

fn database_error(error: &sea_orm::DbErr) -> Option<&dyn sqlx::error::DatabaseError> {
    match error {
        sea_orm::DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error))
        | sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error)) => error.as_database_error(),
        _ => None,
    }
}

//! The files of queries, described on what a lane comes to.

use std::path::Path;

use schemalane_codegen::QueryModule;
use schemalane_query::sqlite::Database;
use schemalane_query::{Answer, Audience, Described, Folder, QueryFile, describe, read_folder};
use schemalane_schema::Schema;
use schemalane_source::{Dialect, Lane};

use crate::code;
use crate::model::from_root;
use crate::{Problem, Problems};

/// A file of queries, with what SQLite says of each.
pub(super) struct Read {
    file: QueryFile,
    queries: Vec<Described>,
}

impl Read {
    /// What becomes code.
    pub(super) fn module(&self) -> QueryModule<'_> {
        QueryModule { file: &self.file.file, module: &self.file.module, queries: &self.queries }
    }
}

/// The files of the lane's target, where there are some, or everything that is wrong with them.
pub(super) fn of(root: &Path, lane: &Lane, schema: &Schema) -> Result<Vec<Read>, Problems> {
    let home = code::queries(root, lane.target());
    if !home.is_dir() {
        return Ok(Vec::new());
    }
    let audience = Audience { all: &[Dialect::Sqlite], dialect: Dialect::Sqlite };
    let Folder { files, mut problems, .. } = read_folder(&home, &from_root(root, &home), audience);
    let database =
        Database::new(schema).map_err(|error| Problem::Ground { error: error.to_string() })?;
    let mut all = Vec::new();
    for file in files {
        let mut queries = Vec::new();
        for query in &file.queries {
            let answers: Vec<Answer> = query
                .variants
                .iter()
                .map(|variant| database.describe(&variant.question().asked()).into())
                .collect();
            match describe(&file, query, &answers) {
                Ok(mut described) => {
                    problems.append(&mut described.problems);
                    queries.push(described);
                }
                Err(found) => problems.extend(found),
            }
        }
        all.push(Read { file, queries });
    }
    if problems.is_empty() {
        return Ok(all);
    }
    problems.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
    Err(Problems(problems.into_iter().map(Box::new).map(Problem::Query).collect()))
}

//! `schema init`: a folder with an example of a schema.

use schemalane_schema::Files;
use schemalane_source::Dialect;

use super::{args::InitArgs, job::Job};
use crate::{
    Error, console, exit,
    scaffold::{self, Existing, File},
};

/// The files of the example for one dialect.
type Example = [(&'static str, &'static str); 3];

const SQLITE: Example = [
    ("accounts.sql", include_str!("example/sqlite/accounts.sql")),
    ("orders.sql", include_str!("example/sqlite/orders.sql")),
    ("README.md", include_str!("example/README.md")),
];

const POSTGRES: Example = [
    ("accounts.sql", include_str!("example/postgres/accounts.sql")),
    ("orders.sql", include_str!("example/postgres/orders.sql")),
    ("README.md", include_str!("example/README.md")),
];

/// Writes it, and says what to do next.
pub(super) fn run(args: &InitArgs) -> Result<u8, Error> {
    let job = Job::choose(&args.target)?;
    let folder = job.dir()?;
    let example = match args.dialect.unwrap_or(job.url.dialect()) {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
    };
    let existing = if args.force { Existing::Overwrite } else { Existing::Keep };
    if existing == Existing::Keep {
        // An example beside somebody's own schema would become a part of it.
        let there = Files::read(&folder).ok();
        if let Some((path, _)) = there.as_ref().and_then(|files| files.iter().next()) {
            return Err(Error::Exists { path: path.into() });
        }
    }
    let file = |(path, text): (&str, &str)| File { path: path.into(), text: text.to_owned() };
    let report = scaffold::write(&folder, &example.map(file), existing)?;
    for file in &report.files {
        console::show(&folder.join(file).display().to_string());
    }
    console::note("see what would be done: schemalane schema gen; do it: schemalane schema exec");
    Ok(exit::SUCCESS)
}

//! `schema gen --as-migration`: the plan as the next migrations of the lane.

use std::{fs, path::PathBuf};

use super::{
    args::{GenArgs, SchemaFormat},
    job::{Job, misplaced},
    outcome, replay,
};
use crate::{
    Error, Manifest,
    cli::create::{Next, Numbering},
    console, exit,
};
use schemalane_schema::{Files, Plan, Step, Transaction};
use schemalane_source::TargetName;
use serde::Serialize;

/// Writes the plan, and shows the paths of the files.
pub(super) async fn write(
    job: &Job,
    files: &Files,
    said: &str,
    args: &GenArgs,
    compiled: &'static [&'static Manifest],
) -> Result<u8, Error> {
    if matches!(args.format, SchemaFormat::Sql | SchemaFormat::Markdown) {
        return Err(misplaced(
            "--format",
            "no other than table and json goes with --as-migration",
            "say one of the two",
        ));
    }
    let folder = job.lane(&args.lane)?;
    if folder.path(&job.target).is_dir() {
        refuse_pending(job, args, compiled).await?;
    }
    let plan = job.plan(files).await?;
    plan.ensure_approved()?;
    if plan.is_empty() {
        match args.format {
            SchemaFormat::Json => job.show_json(&Written::new(job, &[])),
            _ => console::show(&outcome::steps(&job.target, &plan)),
        }
        return Ok(exit::SUCCESS);
    }
    let next = Next {
        folder: &folder,
        target: &job.target,
        naming: job.naming(),
        numbering: Numbering::AsBefore,
        taken: Vec::new(),
    };
    let mut written = Vec::new();
    let outcome = texts(said, &plan)
        .iter()
        .try_for_each(|text| {
            next.write(said, &["sql".to_owned()], text).map(|paths| written.extend(paths))
        })
        .and_then(|()| readable(job, args, compiled));
    if let Err(error) = outcome {
        // Half of a plan is worse than none.
        for path in &written {
            let _gone = fs::remove_file(path);
        }
        return Err(error);
    }
    match args.format {
        SchemaFormat::Json => job.show_json(&Written::new(job, &written)),
        _ => written.iter().for_each(|path| console::hand_over(&path.display().to_string())),
    }
    Ok(exit::SUCCESS)
}

/// The files that a plan became, for machines.
#[derive(Serialize)]
struct Written<'w> {
    target: &'w TargetName,
    written: &'w [PathBuf],
}

impl<'w> Written<'w> {
    const fn new(job: &'w Job, written: &'w [PathBuf]) -> Self {
        Self { target: &job.target, written }
    }
}

/// What is pending would be in the plan a second time.
async fn refuse_pending(
    job: &Job,
    args: &GenArgs,
    compiled: &'static [&'static Manifest],
) -> Result<(), Error> {
    let migrator = replay::migrator(job, &args.lane, compiled)?;
    let db = job.url.pool(1);
    let pending = migrator.pending(&db).await;
    let _closed = db.close().await;
    if pending.map_err(|error| job.located(error))?.is_empty() {
        return Ok(());
    }
    Err(misplaced(
        "--as-migration",
        "migrations of the lane are pending, and the new one would do their work again",
        "apply them first with `schemalane migrate up`",
    ))
}

/// Looks whether the lane is still one that a build would take.
fn readable(
    job: &Job,
    args: &GenArgs,
    compiled: &'static [&'static Manifest],
) -> Result<(), Error> {
    replay::migrator(job, &args.lane, compiled).map(drop)
}

/// The texts of the files: steps that share a transaction share a file, and any other has one of its own.
fn texts(said: &str, plan: &Plan) -> Vec<String> {
    plan.transactions().map(|steps| text(said, steps)).collect()
}

fn text(said: &str, steps: &[Step]) -> String {
    let mut text = format!("-- {}\n", console::line(said));
    if steps.iter().any(|step| step.transaction == Transaction::Outside) {
        text.push_str("-- schemalane: transaction = false\n");
    }
    let guard = |sql: &&String| *sql == FOREIGN_KEYS_OFF;
    if steps.iter().flat_map(|step| &step.sql).any(|sql| guard(&sql)) {
        text += &format!("\n{FOREIGN_KEYS_OFF};\n");
    }
    for step in steps {
        text += &format!("\n-- {}\n", console::line(&step.summary));
        for statement in step.sql.iter().filter(|sql| !guard(sql)) {
            text += &format!("{statement};\n");
        }
    }
    text
}

/// SQLite empties a table before it drops it, and takes the rows that refer to it along: a plan that drops one says this
/// in the midst of its steps. The lane understands it at the beginning of a file.
const FOREIGN_KEYS_OFF: &str = "PRAGMA foreign_keys = OFF";

#[cfg(test)]
mod tests {
    use super::*;
    use schemalane_schema::{Digest, Kind, ObjectId};
    use schemalane_source::Dialect;

    fn plan(dialect: Dialect, steps: &[(&str, Transaction)]) -> Plan {
        let steps = steps.iter().map(|(sql, transaction)| {
            let id = ObjectId::new(Kind::Table, "", "t");
            let step = Step::new(id, format!("do {sql}"), vec![(*sql).to_owned()]);
            Step { transaction: *transaction, ..step }
        });
        Plan {
            dialect,
            from: Digest::of(b"from"),
            to: Digest::of(b"to"),
            changes: Vec::new(),
            steps: steps.collect(),
            suggestions: Vec::new(),
            notes: Vec::new(),
            uncompared: Vec::new(),
            doubts: Vec::new(),
        }
    }

    #[test]
    fn a_file_is_a_transaction() {
        use Transaction::{Outside, Own, Shared};
        let steps = [("a", Shared), ("b", Shared), ("c", Outside), ("d", Own), ("e", Shared)];
        let texts = texts("more", &plan(Dialect::Postgres, &steps));
        assert_eq!(
            texts,
            [
                "-- more\n\n-- do a\na;\n\n-- do b\nb;\n",
                "-- more\n-- schemalane: transaction = false\n\n-- do c\nc;\n",
                "-- more\n\n-- do d\nd;\n",
                "-- more\n\n-- do e\ne;\n",
            ]
        );
    }

    #[test]
    fn foreign_keys_are_off_from_the_beginning_of_a_file() {
        let step = ("drop table t", Transaction::Shared);
        let steps = [step, (FOREIGN_KEYS_OFF, Transaction::Shared), step];
        let texts = texts("go", &plan(Dialect::Sqlite, &steps));
        assert!(texts[0].starts_with("-- go\n\nPRAGMA foreign_keys = OFF;\n"), "{texts:?}");
        assert_eq!(texts[0].matches(FOREIGN_KEYS_OFF).count(), 2, "once in a remark: {texts:?}");
        let texts = super::texts("go", &plan(Dialect::Sqlite, &[step]));
        assert!(!texts[0].contains("PRAGMA"), "a plan says it where it is needed: {texts:?}");
    }
}

//! `migrate import --rename`: another tool's files get the names that files have here.

use schemalane_source::TargetName;
use serde::Serialize;

use super::{
    args::{Format, ImportArgs},
    lanes::{self, Source},
    outcome::show_json,
    quantity::counted,
    table::{self, Cell},
};
use crate::{
    Error, Importer, RenameRole, Renaming,
    console::{self, Palette},
};

/// What was renamed, or would be.
#[derive(Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    renaming: &'r Renaming,
    state: RenameState,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum RenameState {
    Planned,
    Renamed,
}

/// Shows what would be renamed, or does it. No database is asked.
pub(super) fn rename(args: &ImportArgs, source: Source<'_>) -> Result<(), Error> {
    if args.from == Importer::SeaOrm {
        return Err(Error::Misplaced {
            flag: "--rename",
            reason: "the migrations of sea-orm-migration are Rust with a shape of its own",
            way: "write each as `pub async fn migrate` in a file V<version>__<description>.rs",
        });
    }
    let workplace = source.workplace()?;
    let (dir, layout) = (source.dir(&args.common.target, &workplace)?, source.layout(&workplace));
    let target = args.common.target.name();
    let folder = layout.folder(&dir, &target);
    lanes::exists(&folder)?;
    let is_anothers = |name: &str| {
        TargetName::parse(name).is_ok_and(|other| other != target && layout.declares(&other))
    };
    let renaming = Renaming::of(args.from, &folder, is_anothers)?;
    let state = if args.yes {
        renaming.apply()?;
        RenameState::Renamed
    } else {
        RenameState::Planned
    };
    match args.common.format {
        Format::Json => show_json(&Report { renaming: &renaming, state }),
        Format::Table if state == RenameState::Planned => console::show(&text(&renaming, state)),
        Format::Table => console::report(&text(&renaming, state)),
    }
    Ok(())
}

/// The renaming for people.
fn text(renaming: &Renaming, state: RenameState) -> String {
    let Renaming { from, folder, renames, left, .. } = renaming;
    let folder = folder.display();
    let left = match left.as_slice() {
        [] => String::new(),
        left => format!("Not {from}'s, stays as it is: {}.\n", left.join(", ")),
    };
    if renames.is_empty() {
        return format!("{folder}: there is nothing to rename\n{left}");
    }
    let rows: Vec<_> = renames
        .iter()
        .map(|rename| {
            let remark = match (rename.role, rename.header) {
                (RenameRole::Aside, _) => "set aside: it has no counterpart",
                (RenameRole::Migration, Some(_)) => {
                    "with a header: it runs outside of a transaction"
                }
                (RenameRole::Migration, None) if rename.becomes.ends_with(".rs") => {
                    "its Rust is to be written as `pub async fn migrate`"
                }
                (RenameRole::Migration, None) => "",
            };
            [Cell::new(rename.file.clone()), Cell::new(rename.becomes.clone()), Cell::new(remark)]
        })
        .collect();
    let lines = table::layout(["file", "becomes", "remark"], &rows, Palette::of_stdout());
    let files = counted(renames.len(), "file", "files");
    let (title, advice) = match state {
        RenameState::Planned => (
            format!("{files} of {from} to rename; nothing was changed"),
            "Rename them: say the same with --yes.".to_owned(),
        ),
        RenameState::Renamed => (
            format!(
                "renamed {files} of {from}; no text of a migration was changed but where a header is said"
            ),
            format!("Take the history over: `migrate import --from {from}` shows it."),
        ),
    };
    format!("{folder}: {title}\n{lines}{left}{advice}")
}

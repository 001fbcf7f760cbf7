//! What `migrate repair` and `migrate baseline` came to: changes of the history alone.

use serde::Serialize;

use super::table::{self, Cell};
use crate::{Repair, Repairs, TargetName, Version, console::Palette};

/// What a repair did, or would do.
#[derive(Serialize)]
pub(super) struct Repaired {
    #[serde(flatten)]
    pub(super) repairs: Repairs,
    /// Whether it was done, or only shown.
    pub(super) state: RepairState,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RepairState {
    Planned,
    Repaired,
}

/// The beginning of a history.
#[derive(Serialize)]
pub(super) struct Baselined {
    pub(super) target: TargetName,
    pub(super) baseline: Version,
}

/// The repair for people.
pub(super) fn text(repaired: &Repaired) -> String {
    let Repaired { repairs, state } = repaired;
    let target = &repairs.target;
    let kinds: [(&[Repair], &str); 5] = [
        (&repairs.cleared, "clear the failed row"),
        (&repairs.realigned, "take over the file"),
        (&repairs.deleted, "mark as deleted"),
        (&repairs.restored, "take back into the history"),
        (&repairs.left, "left: changed or here again, and not named"),
    ];
    let rows: Vec<_> = kinds
        .iter()
        .flat_map(|(repairs, action)| repairs.iter().map(move |repair| row(repair, action)))
        .collect();
    if rows.is_empty() {
        return format!("{target}: there is nothing to repair");
    }
    let headings = ["version", "script", "row", "repair"];
    let lines = table::layout(headings, &rows, Palette::of_stdout());
    let title = match state {
        RepairState::Planned => "what repair would do; nothing was changed",
        RepairState::Repaired => "repaired the history; nothing else was changed",
    };
    format!("{target}: {title}\n{lines}{}", advice(repairs, *state))
}

fn row(repair: &Repair, action: &str) -> [Cell; 4] {
    [
        Cell::new(repair.version.clone().unwrap_or_default()),
        Cell::new(repair.script.clone()),
        Cell::new(repair.installed_rank.to_string()),
        Cell::new(action),
    ]
}

fn advice(repairs: &Repairs, state: RepairState) -> String {
    let mut sentences = Vec::new();
    if !repairs.left.is_empty() {
        sentences.push(
            "A change that is meant is taken over with `--accept <version>`, and so is a file that \
             is here again after it was marked as deleted; one that is not: restore the file.",
        );
    }
    match state {
        RepairState::Planned if !repairs.is_empty() => {
            sentences.push("Do it with `schemalane migrate repair --yes`.");
        }
        RepairState::Repaired if !repairs.cleared.is_empty() => {
            sentences.push(
                "What a failed migration left behind outside of a transaction is still there: \
                 undo or complete it before `schemalane migrate up` runs the file again.",
            );
        }
        _ => {}
    }
    sentences.join("\n")
}

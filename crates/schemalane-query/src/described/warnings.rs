//! What a query gives, against what its function is said to give.

use super::{Context, DescribedColumn, Found};
use crate::Command;
use crate::problem::ProblemKind;

/// The command of a query, where it fits its columns.
pub(super) fn command(
    context: &Context<'_>,
    columns: &[DescribedColumn],
    found: &mut Found,
) -> Command {
    let query = context.query;
    let Some(command) = query.command else {
        return if columns.is_empty() { Command::Exec } else { Command::Many };
    };
    let code = context.code;
    let has = |keyword: &str| {
        (0..code.len()).find(|&it| code.within(it).is_none() && code.is(it, keyword))
    };
    match command {
        Command::One | Command::Opt | Command::Many | Command::Stream if columns.is_empty() => {
            found.problems.push(context.problem(query.at, ProblemKind::NoRows { command }));
        }
        Command::One => {
            let nothing = has("DO").filter(|&it| code.is(it + 1, "NOTHING"));
            if let Some(nothing) = nothing {
                let at = query.statement_at + code.range(nothing).start;
                found.warnings.push(context.problem(at, ProblemKind::OneOrNone));
            }
        }
        Command::Exec | Command::ExecRows | Command::Batch => {
            // `SELECT pg_notify(...)` is called for what it does.
            if let Some(returning) = has("RETURNING").filter(|_| !columns.is_empty()) {
                let at = query.statement_at + code.range(returning).start;
                found.warnings.push(context.problem(at, ProblemKind::RowsLost { command }));
            }
        }
        Command::Opt | Command::Many | Command::Stream => {}
    }
    if command == Command::Batch && query.variants.len() > 1 {
        found.problems.push(context.problem(query.at, ProblemKind::BatchOfChoices));
    }
    command
}

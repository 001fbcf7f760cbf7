//! When PostgreSQL's own functions give null.

mod tables;

use super::catalogue::Function;
use crate::algebra::Rule;
pub(super) use tables::FIRST_ARGUMENTS;

/// When a function gives null that sees its arguments alone.
pub(super) fn rule(function: &Function) -> Rule {
    match (function.is_builtin, function.is_strict) {
        (false, true) => Rule::Strict,
        (false, false) => Rule::Maybe,
        (true, true) if gives_null(function) => Rule::Strict,
        (true, true) => Rule::Exact,
        (true, false) => not_strict(function),
    }
}

/// Whether a strict function of PostgreSQL's own can give null for arguments that are not null.
fn gives_null(function: &Function) -> bool {
    let name = function.name.as_str();
    let is_administrative = tables::ADMINISTRATIVE.iter().any(|prefix| name.starts_with(prefix));
    let is_known = tables::STRICT_WITH_NULL.contains(&function.source.as_str());
    is_known || (is_administrative && !tables::ADMINISTRATIVE_WITHOUT_NULL.contains(&name))
}

fn not_strict(function: &Function) -> Rule {
    let name = function.name.as_str();
    match () {
        () if tables::NEVER.contains(&name) => Rule::Never,
        () if FIRST_ARGUMENTS.iter().any(|(listed, _)| *listed == name) => Rule::Exact,
        () => Rule::Maybe,
    }
}

/// When a function gives null whose text argument is a constant.
pub(super) fn rule_with(function: &Function, text: &str) -> Rule {
    let source = function.source.as_str();
    let is_exact = tables::FIELDS.contains(&source) && tables::ENDLESS_FIELDS.contains(&text);
    match function.is_builtin && function.is_strict && is_exact {
        true => Rule::Exact,
        false => rule(function),
    }
}

/// Whether a function is null only where all arguments are.
pub(super) fn is_any(function: &Function) -> bool {
    function.is_builtin && tables::ANY.contains(&function.name.as_str())
}

/// How many arguments, from the first, decide whether a function gives null; the others do not matter.
pub(super) fn deciding(function: &Function) -> usize {
    let listed = FIRST_ARGUMENTS.iter().find(|(name, _)| *name == function.name);
    match listed {
        Some((_, count)) if function.is_builtin && !function.is_strict => *count,
        _ => usize::MAX,
    }
}

/// When a function gives null that sees the rows of a group.
pub(super) fn aggregate(function: &Function) -> Rule {
    let name = function.name.as_str();
    match () {
        () if !function.is_builtin => Rule::Maybe,
        () if tables::AGGREGATES_NEVER.contains(&name) => Rule::Never,
        () if tables::AGGREGATES_TOTAL.contains(&name) => Rule::Total,
        () if tables::AGGREGATES_EXACT.contains(&name) => Rule::Exact,
        () => Rule::Maybe,
    }
}

/// When a function gives null that is of windows alone, called with so many arguments.
pub(super) fn window(function: &Function, arguments: usize) -> Rule {
    match function.name.as_str() {
        _ if !function.is_builtin => Rule::Maybe,
        "row_number" | "rank" | "dense_rank" | "percent_rank" | "cume_dist" => Rule::Never,
        "ntile" | "first_value" | "last_value" => Rule::Exact,
        // Without a default it is null where there is no such row.
        "lag" | "lead" if arguments == 3 => Rule::Exact,
        _ => Rule::Maybe,
    }
}

/// Whether a function of windows looks at the frame, and not at the whole partition.
pub(super) fn looks_at_frame(function: &Function) -> bool {
    !matches!(
        function.name.as_str(),
        "row_number"
            | "rank"
            | "dense_rank"
            | "percent_rank"
            | "cume_dist"
            | "ntile"
            | "lag"
            | "lead"
    )
}

/// Which columns a function that gives rows never leaves null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Nothing is known of any.
    Nothing,
    /// The first.
    First,
    /// All of them.
    All,
}

impl Rows {
    pub(super) const fn is_not_null(self, place: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::First => place == 0,
            Self::All => true,
        }
    }
}

pub(super) fn rows(function: &Function) -> Rows {
    let source = function.source.as_str();
    match () {
        () if !function.is_builtin => Rows::Nothing,
        () if tables::ROWS_ALL.contains(&source) => Rows::All,
        () if tables::ROWS_FIRST.contains(&source) => Rows::First,
        () => Rows::Nothing,
    }
}

/// Whether a function may write, lock, or see what a replica does not have.
pub(super) fn writes(function: &Function) -> bool {
    let name = function.name.as_str();
    match (function.is_builtin, function.is_volatile) {
        (true, true) => !tables::VOLATILE_WITHOUT_WRITING.contains(&name),
        (true, false) => tables::WRITES.contains(&name),
        (false, is_volatile) => is_volatile,
    }
}

//! Text literals.

/// A text literal. A session of ours has `standard_conforming_strings` on, so
/// only quotes need care; a NUL cannot come this far.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text literal for PostgreSQL that is right before `standard_conforming_strings`
/// is known to be on: backslashes are doubled in an escape string.
pub(crate) fn quoted_literal(text: &str) -> String {
    format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

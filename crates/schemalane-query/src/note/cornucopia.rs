//! The comments of cornucopia: `--! list_authors (country?) : Row(bio?)` and `--: Row(bio?)`.

use super::{Broken, Declared, Named, Notes};
use crate::cursor::Cursor;
use crate::problem::ProblemKind;

/// Reads what follows the name of a query behind `--!`.
pub(crate) fn header(mut cursor: Cursor<'_>, notes: &mut Notes) -> Result<(), Broken> {
    let broken = |at| (at, broken("--!", "list_authors (country?) : AuthorRow(bio?)"));
    if cursor.rest.starts_with('(') {
        notes.parameters.extend(fields(&mut cursor).map_err(broken)?);
    }
    if cursor.take(":") {
        if !cursor.rest.starts_with('(') {
            let (name, at) = cursor.name().ok_or(broken(cursor.at))?;
            notes.row = Some(Named { name, at });
        }
        if cursor.rest.starts_with('(') {
            notes.columns.extend(fields(&mut cursor).map_err(broken)?);
        }
    }
    if cursor.is_empty() { Ok(()) } else { Err(broken(cursor.at)) }
}

/// Reads a row that several queries of the file give, behind `--:`: its name, and its columns that can be null.
pub(crate) fn row_type(mut cursor: Cursor<'_>) -> Result<(Named, Vec<Declared>), Broken> {
    let broken = |at| (at, broken("--:", "AuthorRow(bio?)"));
    let (name, at) = cursor.name().ok_or(broken(cursor.at))?;
    let fields = fields(&mut cursor).map_err(broken)?;
    // What traits the row derives is said in `schemalane.toml`.
    if cursor.is_empty() || cursor.take(":") {
        Ok((Named { name, at }, fields))
    } else {
        Err(broken(cursor.at))
    }
}

fn broken(note: &str, form: &'static str) -> ProblemKind {
    ProblemKind::BrokenNote { note: note.to_owned(), form }
}

/// `(bio?, tags?[?])`: what can be null of a type that has parts is the engine's to say.
fn fields(cursor: &mut Cursor<'_>) -> Result<Vec<Declared>, usize> {
    let mut fields = Vec::new();
    if !cursor.take("(") {
        return Err(cursor.at);
    }
    while !cursor.take(")") {
        let (name, at) = cursor.name().ok_or(cursor.at)?;
        let nullable = cursor.take("?").then_some(true);
        cursor.take("[?]");
        fields.push(Declared { nullable, ..Declared::new(name, at) });
        if !cursor.take(",") && !cursor.rest.starts_with(')') {
            return Err(cursor.at);
        }
    }
    Ok(fields)
}

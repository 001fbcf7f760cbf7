//! The declared contracts of specification 001: `-- schemalane:name`, `:params` and `:result`.

use super::{Broken, Declared, Notes};
use crate::cursor::Cursor;
use crate::near::nearest;
use crate::problem::ProblemKind;

/// What each of their lines begins with.
pub(crate) const CONTRACT: &str = "schemalane:";

/// What the lines of a contract say; they may be one line, with `|` between them.
const KEYS: [&str; 3] = ["name", "params", "result"];

/// Reads a line that begins with [`CONTRACT`]: the part that names a query, where there is one, and what is declared.
pub(crate) fn contract<'t>(
    line: Cursor<'t>,
    notes: &mut Notes,
) -> Result<Option<Cursor<'t>>, Broken> {
    let mut name = None;
    let mut at = line.at;
    for part in line.rest.split('|') {
        let mut cursor = Cursor::new(part, at);
        at += part.len() + 1;
        cursor.take(CONTRACT);
        let start = cursor.at;
        match cursor.take_while(char::is_alphanumeric) {
            "name" => name = Some(cursor),
            "params" => declare(&mut notes.contract_parameters, cursor, start, "params")?,
            "result" => declare(&mut notes.contract_columns, cursor, start, "result")?,
            other => {
                let kind = ProblemKind::UnknownContract {
                    name: other.to_owned(),
                    near: nearest(other, KEYS),
                };
                return Err((start, kind));
            }
        }
    }
    Ok(name)
}

fn declare(
    slot: &mut Option<Vec<Declared>>,
    cursor: Cursor<'_>,
    start: usize,
    key: &str,
) -> Result<(), Broken> {
    if slot.is_some() {
        return Err((start, ProblemKind::NoteTwice { note: format!("{CONTRACT}{key}") }));
    }
    let broken = |at| {
        let note = format!("{CONTRACT}{key}");
        (at, ProblemKind::BrokenNote { note, form: "id:int name:text?" })
    };
    *slot = Some(fields(cursor).map_err(broken)?);
    Ok(())
}

/// `id:int name:text?`, with blanks or commas between them: what has no `?` is said not to be null.
fn fields(mut cursor: Cursor<'_>) -> Result<Vec<Declared>, usize> {
    let mut fields: Vec<Declared> = Vec::new();
    while !cursor.is_empty() {
        let (name, at) = cursor.name().ok_or(cursor.at)?;
        if !cursor.take(":") || fields.iter().any(|field| field.name == name) {
            return Err(at);
        }
        let data_type = super::stated::data_type(&mut cursor).ok_or(cursor.at)?;
        let nullable = cursor.take("?");
        let field = Declared::new(name, at);
        fields.push(Declared { data_type: Some(data_type), nullable: Some(nullable), ..field });
        cursor.take(",");
    }
    Ok(fields)
}

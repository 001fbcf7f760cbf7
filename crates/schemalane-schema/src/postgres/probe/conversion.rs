//! What a change of a type does to the values.

use super::super::connection::quote;
use super::ask::Ask;
use crate::{Error, Hazard, HazardKind, ObjectId, Severity};

/// Tries the conversion on every value, forth and back.
pub(super) async fn hazards(
    ask: &mut Ask<'_>,
    table: &ObjectId,
    column: &str,
    from: &str,
    to: &str,
    using: &str,
) -> Result<Vec<Hazard>, Error> {
    let source = ask.source(table);
    let object = format!("{}.{column}", table.short());
    let name = quote(column);
    let hazard =
        |kind, severity, message: String| Hazard::new(kind, object.clone(), severity, message);
    let forth = format!("SELECT count({using}) FROM {source}");
    if let Err(error) = ask.try_count(&forth).await {
        let Some(refusal) = error.as_database_error() else {
            return Err(Error::Database { doing: "look at its rows", source: Box::new(error) });
        };
        let is_undefined = refusal.code().is_some_and(|code| code.starts_with("42"));
        return Ok(vec![if is_undefined {
            hazard(
                HazardKind::MayFail,
                Severity::Warning,
                format!(
                    "the values cannot be converted beforehand ({}), so the step may fail",
                    refusal.message()
                ),
            )
        } else {
            hazard(
                HazardKind::MayFail,
                Severity::Refused,
                format!("a value does not become a {to}: {}", refusal.message()),
            )
            .way_out("correct the values first")
        }]);
    }
    let questions = [
        format!("SELECT count(*) FROM {source} WHERE ({using})::{from} IS DISTINCT FROM {name}"),
        format!(
            "SELECT count(*) FROM {source} WHERE ({using})::{from}::text IS DISTINCT FROM {name}::text"
        ),
        format!(
            "SELECT count(*) FROM {source} WHERE ({using})::text IS DISTINCT FROM {name}::text"
        ),
    ];
    for question in &questions {
        match ask.try_count(question).await {
            Ok(0) => return Ok(Vec::new()),
            Ok(count) => {
                let rows = super::number(count);
                let message = format!("{rows} with a value that is another one as {to}");
                return Ok(vec![hazard(HazardKind::LossyConversion, Severity::Refused, message)]);
            }
            Err(error) if error.as_database_error().is_some() => {}
            Err(error) => {
                return Err(Error::Database { doing: "look at its rows", source: Box::new(error) });
            }
        }
    }
    let message = format!("whether values change as {to} cannot be asked beforehand");
    Ok(vec![hazard(HazardKind::LossyConversion, Severity::Warning, message)])
}

//! What a change of a type does to the values.

use super::super::connection::quote;
use super::ask::{Ask, Silence};
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
    match ask.count(&forth).await? {
        Ok(_) => {}
        Err(Silence::Fails(reason)) => {
            let message = format!("a value does not become a {to}: {reason}");
            let hazard = hazard(HazardKind::MayFail, Severity::Refused, message);
            return Ok(vec![hazard.way_out("correct the values first")]);
        }
        Err(Silence::Unasked(reason)) => {
            let message = format!(
                "the values cannot be converted beforehand ({reason}), so the step may fail"
            );
            return Ok(vec![hazard(HazardKind::MayFail, Severity::Warning, message)]);
        }
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
        match ask.count(question).await? {
            Ok(0) => return Ok(Vec::new()),
            Ok(count) => {
                let rows = super::number(count);
                let message = format!("{rows} with a value that is another one as {to}");
                return Ok(vec![hazard(HazardKind::LossyConversion, Severity::Refused, message)]);
            }
            Err(_) => {}
        }
    }
    let message = format!("whether values change as {to} cannot be asked beforehand");
    Ok(vec![hazard(HazardKind::LossyConversion, Severity::Warning, message)])
}

/// Whether the change of the type writes the table anew.
pub(super) fn rewrites(from: &str, to: &str) -> bool {
    fn length<'t>(text: &'t str, name: &str) -> Option<&'t str> {
        text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')
    }
    const TEXT: &str = "character varying";
    if from == to {
        return false;
    }
    let is_text = |name: &str| name == "text" || name == TEXT;
    let from_length = length(from, TEXT).and_then(|text| text.parse::<u32>().ok());
    if is_text(to) && (is_text(from) || from_length.is_some()) {
        return false;
    }
    if let (Some(from), Some(to)) = (from_length, length(to, TEXT)) {
        return to.parse::<u32>().is_ok_and(|to| to < from);
    }
    let digits = |text: &str| -> Option<(u32, i32)> {
        let (precision, scale) = length(text, "numeric")?.split_once(',')?;
        Some((precision.parse().ok()?, scale.parse().ok()?))
    };
    match (digits(from), digits(to)) {
        (Some(_), None) => to != "numeric",
        (Some((from, from_scale)), Some((to, to_scale))) => from_scale != to_scale || to < from,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::rewrites;

    #[test]
    fn a_wider_type_of_the_same_kind_needs_no_rewrite() {
        assert!(!rewrites("character varying(10)", "character varying(20)"));
        assert!(!rewrites("character varying(10)", "text"));
        assert!(!rewrites("numeric(10,2)", "numeric(12,2)"));
        assert!(!rewrites("numeric(10,2)", "numeric"));
        assert!(rewrites("character varying(20)", "character varying(10)"));
        assert!(rewrites("numeric(10,2)", "numeric(12,3)"));
        assert!(rewrites("integer", "bigint"));
    }
}

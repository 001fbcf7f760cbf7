//! What a change of a type does to the values.

use super::super::connection::quote;
use super::super::plan::zone::Crossing;
use super::ask::{Answer, Ask, Silence};
use crate::quantity::counted;
use crate::{Address, Error, Hazard, HazardKind, ObjectId, Severity};

/// Tries the conversion on every value, forth and back.
pub(super) async fn hazards(
    ask: &mut Ask<'_>,
    table: &ObjectId,
    column: &str,
    from: &str,
    to: &str,
    using: &str,
) -> Result<Vec<Hazard>, Error> {
    let values = Values {
        source: ask.source(table),
        name: quote(column),
        about: Address::column(table, column),
    };
    of_values(ask, &values, from, to, using).await
}

/// Values that are converted.
pub(super) struct Values {
    /// What stands behind `FROM`.
    pub(super) source: String,
    /// The expression for one.
    pub(super) name: String,
    /// What hazards name.
    pub(super) about: Address,
}

/// Tries the conversion of what any expression gives.
pub(super) async fn of_values(
    ask: &mut Ask<'_>,
    values: &Values,
    from: &str,
    to: &str,
    using: &str,
) -> Result<Vec<Hazard>, Error> {
    let Values { source, name, about } = values;
    let hazard =
        |kind, severity, message: String| Hazard::new(kind, about.clone(), severity, message);
    let forth = format!("SELECT count({using}) FROM {source}");
    match ask.count(&forth).await? {
        Ok(_) => {}
        Err(Silence::Fails(reason)) => {
            let message = format!("a value does not become {to}: {reason}");
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
    if let Some(crossing) = Crossing::between(from, to) {
        let moved = ask
            .count(&format!(
                "SELECT count(*) FROM {source} WHERE {}",
                filter(crossing, from, using, name)
            ))
            .await?;
        return Ok(crossed(crossing, moved, about));
    }
    if from == "json" && to == "jsonb" {
        return respelt(ask, source, name, about).await;
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
                let rows = counted(count, "row", "rows");
                let message = format!("{rows} with a value that is another one as {to}");
                return Ok(vec![hazard(HazardKind::LossyConversion, Severity::Refused, message)]);
            }
            Err(_) => {}
        }
    }
    let message = format!("whether values change as {to} cannot be asked beforehand");
    Ok(vec![hazard(HazardKind::LossyConversion, Severity::Warning, message)])
}

/// The values that a zone makes others.
fn filter(crossing: Crossing, from: &str, using: &str, name: &str) -> String {
    // A time of day in UTC already loses nothing.
    let is_time_of_day = from.starts_with("time ") || from.starts_with("time(");
    match (crossing, is_time_of_day) {
        (Crossing::Lost, true) => format!("(({using})::text || '+00')::{from} <> {name}"),
        _ => format!("{name} IS NOT NULL"),
    }
}

fn crossed(crossing: Crossing, rows: Answer<i64>, about: &Address) -> Vec<Hazard> {
    let rows = match rows {
        Ok(0) => return Vec::new(),
        Ok(rows) => counted(rows, "row", "rows"),
        Err(silence) => return vec![unasked(silence, about)],
    };
    let message = match crossing {
        Crossing::Lost => {
            format!("{rows} with a value whose zone is lost: what is kept is its time in UTC")
        }
        Crossing::Guessed => {
            format!("{rows} with a value without a zone, which is taken for one in UTC")
        }
    };
    let hazard =
        Hazard::new(HazardKind::LossyConversion, about.clone(), Severity::Refused, message);
    vec![hazard.way_out(
        "approve it where UTC is right; else change the type in a migration, with the right zone",
    )]
}

/// That nobody can tell beforehand whether values change.
fn unasked(silence: Silence, about: &Address) -> Hazard {
    let (Silence::Fails(reason) | Silence::Unasked(reason)) = silence;
    let message = format!("whether values change cannot be asked beforehand ({reason})");
    Hazard::new(HazardKind::LossyConversion, about.clone(), Severity::Warning, message)
}

/// Texts that are shorter or longer as `jsonb` have lost a key that was there twice, or are spelt otherwise.
async fn respelt(
    ask: &mut Ask<'_>,
    source: &str,
    name: &str,
    about: &Address,
) -> Result<Vec<Hazard>, Error> {
    let length = |text: &str| {
        format!("pg_catalog.length(pg_catalog.regexp_replace({text}, '\\s', '', 'g'))")
    };
    let (before, after) =
        (length(&format!("{name}::text")), length(&format!("{name}::jsonb::text")));
    let count =
        ask.count(&format!("SELECT count(*) FROM {source} WHERE {before} <> {after}")).await?;
    let count = match count {
        Ok(0) => return Ok(Vec::new()),
        Ok(count) => count,
        Err(silence) => return Ok(vec![unasked(silence, about)]),
    };
    let message = format!(
        "{} with a key that is there twice, of which jsonb keeps the last one, or with another spelling of a number or \
         character",
        counted(count, "row", "rows")
    );
    Ok(vec![Hazard::new(HazardKind::LossyConversion, about.clone(), Severity::Refused, message)])
}

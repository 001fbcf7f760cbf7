//! Where counters stand.

use super::super::connection::{literal, qualified, quote};
use super::ask::Ask;
use crate::{Address, Details, Error, Hazard, HazardKind, ObjectId, Sequence, Severity};
use sqlx::AssertSqlSafe;

/// What counts for a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Counter {
    /// A sequence.
    Sequence(ObjectId),
    /// The sequence of an identity.
    Identity { table: ObjectId, column: String },
    /// Nothing but the values that are there.
    Column { table: ObjectId, column: String },
}

impl Counter {
    pub(super) const fn owner(&self) -> &ObjectId {
        match self {
            Self::Sequence(id) => id,
            Self::Identity { table, .. } | Self::Column { table, .. } => table,
        }
    }

    fn address(&self) -> Address {
        match self {
            Self::Sequence(id) => id.into(),
            Self::Identity { table, column } | Self::Column { table, column } => {
                Address::column(table, column)
            }
        }
    }
}

/// Where a counter stands: the last value, and whether it was taken.
struct Position {
    last: i64,
    is_taken: bool,
}

/// A counter that goes, and where it stands.
pub(super) async fn lost(ask: &mut Ask<'_>, counter: &Counter) -> Result<Hazard, Error> {
    let hazard = |severity, message: String| {
        Hazard::new(HazardKind::DeleteData, counter.address(), severity, message)
    };
    let start = options(ask, counter).map_or(1, |sequence| sequence.start);
    Ok(match position(ask, counter, 1).await? {
        Err(message) => hazard(
            Severity::Refused,
            format!("where it stands is lost, and cannot be looked at beforehand ({message})"),
        ),
        Ok(Some(position)) if position.is_taken || position.last != start => {
            hazard(Severity::Refused, format!("it stands at {}, which is lost", position.last))
        }
        Ok(_) => hazard(Severity::Note, "it was never used".to_owned()),
    })
}

/// Whether a counter with other bounds can stand where this one does.
pub(super) async fn reach(
    ask: &mut Ask<'_>,
    counter: &Counter,
    new: &Sequence,
) -> Result<Option<Hazard>, Error> {
    let hazard = |severity, message: String| {
        Some(Hazard::new(HazardKind::MayFail, counter.address(), severity, message))
    };
    let position = match position(ask, counter, new.increment).await? {
        Ok(Some(position)) => position,
        Ok(None) => return Ok(None),
        Err(message) => {
            let message = format!("where it stands cannot be looked at beforehand ({message})");
            return Ok(hazard(Severity::Warning, message));
        }
    };
    // Values before the start are no position: the start is free.
    let is_free = matches!(counter, Counter::Column { .. })
        && if new.increment < 0 { position.last > new.start } else { position.last < new.start };
    if is_free || (new.minimum..=new.maximum).contains(&position.last) {
        return Ok(None);
    }
    let message = format!(
        "it stands at {}, and shall count from {} to {}",
        position.last, new.minimum, new.maximum
    );
    Ok(hazard(Severity::Refused, message).map(|hazard| {
        hazard.way_out("give it bounds that hold this, or set it to another value first")
    }))
}

fn options<'a>(ask: &'a Ask<'_>, counter: &Counter) -> Option<&'a Sequence> {
    let object = ask.schema.get(counter.owner())?;
    match (counter, &object.details) {
        (Counter::Sequence(_), Details::Sequence(sequence)) => Some(sequence),
        (Counter::Identity { column, .. }, Details::Table(table)) => {
            Some(&table.column(column)?.identity.as_ref()?.sequence)
        }
        _ => None,
    }
}

/// Where it stands, if anywhere; what the server says where it does not tell.
async fn position(
    ask: &mut Ask<'_>,
    counter: &Counter,
    increment: i64,
) -> Result<Result<Option<Position>, String>, Error> {
    let sql = match counter {
        Counter::Sequence(id) => {
            format!("SELECT last_value, is_called FROM {}", super::real(ask.renames, id))
        }
        Counter::Identity { table, column } => {
            let (table, column) = ask.place(table, column);
            let name: Option<String> = sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT pg_catalog.pg_get_serial_sequence({}, {})",
                literal(&qualified(&table)),
                literal(&column)
            )))
            .fetch_one(&mut *ask.connection)
            .await?;
            let Some(name) = name else { return Ok(Ok(None)) };
            format!("SELECT last_value, is_called FROM {name}")
        }
        Counter::Column { table, column } => {
            let last = if increment < 0 { "min" } else { "max" };
            let (source, name) = (ask.source(table), quote(column));
            format!("SELECT {last}({name})::bigint, true FROM {source} HAVING count({name}) > 0")
        }
    };
    if let Some(reason) = ask.strangers.refusal(&sql) {
        return Ok(Err(reason));
    }
    match sqlx::query_as::<_, (i64, bool)>(AssertSqlSafe(sql))
        .fetch_optional(&mut *ask.connection)
        .await
    {
        Ok(row) => Ok(Ok(row.map(|(last, is_taken)| Position { last, is_taken }))),
        Err(error) => match error.as_database_error() {
            Some(refusal) => Ok(Err(refusal.message().to_owned())),
            None => Err(error.into()),
        },
    }
}

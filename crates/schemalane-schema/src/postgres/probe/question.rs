//! What each probe asks, and what the answer means.

use super::super::connection::{literal, quote};
use super::answer::{broken, lost, refusal, silent, value_as};
use super::ask::{Answer, Ask, Offenders};
use super::source::Reach;
use super::{Probe, attribute, conversion, position, size};
use crate::quantity::counted;
use crate::{Address, Error, Hazard, HazardKind, Kind, ObjectId, Severity, Step};

const MEND: &str = "correct them first";

pub(super) async fn hazards(
    ask: &mut Ask<'_>,
    probe: &Probe,
    step: &mut Step,
) -> Result<Vec<Hazard>, Error> {
    match probe {
        Probe::Rows { table } => {
            let rows = rows_that_go(ask, table).await?;
            step.rows = rows.as_ref().ok().and_then(|rows| u64::try_from(*rows).ok());
            Ok(vec![lost(table.into(), rows, "row", "rows")])
        }
        Probe::Values { table, column } => {
            let source = ask.source(table);
            let sql = format!("SELECT count({}) FROM {source}", quote(column));
            Ok(vec![lost(
                Address::column(table, column),
                ask.count(&sql).await?,
                "value",
                "values",
            )])
        }
        Probe::Hidden { table, parent } => hidden(ask, table, parent).await,
        Probe::Conversion { table, column, from, to, using } => {
            conversion::hazards(ask, table, column, from, to, using).await
        }
        Probe::Attribute { composite, attribute, to: None, places, .. } => {
            Ok(vec![attribute::values(ask, composite, attribute, places).await?])
        }
        Probe::Attribute { composite, attribute, from, to: Some(to), places } => {
            attribute::conversion(ask, (composite, attribute), (from, to), places).await
        }
        Probe::Position { counter } => Ok(vec![position::lost(ask, counter).await?]),
        Probe::Reach { counter, new } => {
            Ok(position::reach(ask, counter, new).await?.into_iter().collect())
        }
        Probe::Rewrite { table } => size::rewrite(ask, table, step).await,
        Probe::Scan { table } => size::scan(ask, table, step).await,
        other => in_the_way(ask, other).await,
    }
}

/// Rows that keep the step from its success.
async fn in_the_way(ask: &mut Ask<'_>, probe: &Probe) -> Result<Vec<Hazard>, Error> {
    let (about, found, what, way_out): (Address, _, _, _) = match probe {
        Probe::Filled { table, column } => (
            Address::column(table, column),
            rows(ask, table).await?.map(|count| Offenders { count, examples: Vec::new() }),
            ["would have no value in it, and it refuses nulls"; 2],
            "give it a default, or add it without NOT NULL and fill it first",
        ),
        Probe::Computed { table, column } => {
            let sql = format!(
                "SELECT count({}) FROM {}",
                quote(column),
                ask.future(table, Reach::Family)
            );
            let answer = ask.count(&sql).await?;
            return Ok(answer
                .err()
                .map(|found| silent(Address::column(table, column), found))
                .into_iter()
                .collect());
        }
        // A new column without a value is said to have none where it is added.
        Probe::Nulls { table, column } if ask.is_unfilled(table, column) => return Ok(Vec::new()),
        Probe::Nulls { table, column } => (
            Address::column(table, column),
            ask.rows(
                table,
                &ask.future(table, Reach::Family),
                &format!("{} IS NULL", quote(column)),
            )
            .await?,
            ["with a null there"; 2],
            "fill them first, or let it take nulls",
        ),
        Probe::Violations { table, expression, reach, name } => (
            Address::constraint(table, name),
            ask.rows(
                table,
                &ask.future(table, *reach),
                &format!("NOT ({})", ask.spelt(expression)),
            )
            .await?,
            ["breaks it", "break it"],
            MEND,
        ),
        Probe::DomainViolations { table, column, expression } => (
            Address::column(table, column),
            ask.rows(
                table,
                &ask.future(table, Reach::Family),
                &of_domain(ask, table, column, expression),
            )
            .await?,
            ["breaks the check of its domain", "break the check of their domain"],
            MEND,
        ),
        Probe::Labels { table, column, labels } => (
            Address::column(table, column),
            ask.rows(table, &ask.source(table), &labelled(ask, table, column, labels, "IN"))
                .await?,
            ["with a value that goes"; 2],
            "give them another value first",
        ),
        Probe::Unlabelled { table, column, labels } => (
            Address::column(table, column),
            ask.rows(table, &ask.source(table), &labelled(ask, table, column, labels, "NOT IN"))
                .await?,
            ["with a value that is none of its labels"; 2],
            "give them another value first, or add the label",
        ),
        Probe::Duplicates { table, columns, nulls_not_distinct, name } => {
            let keys: Vec<String> = columns.iter().map(|column| quote(column)).collect();
            let found = ask.duplicates(table, &keys, None, *nulls_not_distinct).await?;
            (
                Address::constraint(table, name),
                found,
                ["shares its key with others", "share their key with others"],
                "make the keys unique first",
            )
        }
        Probe::UniqueIndex {
            table,
            expressions,
            are_columns,
            predicate,
            nulls_not_distinct,
            name,
        } => {
            let keys: Vec<String> = expressions
                .iter()
                .zip(are_columns)
                .map(|(text, is_column)| if *is_column { quote(text) } else { format!("({text})") })
                .collect();
            let found =
                ask.duplicates(table, &keys, predicate.as_deref(), *nulls_not_distinct).await?;
            let index = ObjectId::new(Kind::Index, &table.schema, name);
            (
                index.into(),
                found,
                ["shares its key with others", "share their key with others"],
                "make the keys unique first",
            )
        }
        Probe::Pairs { table, parts, predicate, name } => {
            let found = ask.pairs(table, parts, predicate.as_deref()).await?;
            return Ok(pairs(Address::constraint(table, name), found));
        }
        Probe::Orphans { table, columns, other, references, matching, name } => {
            let found = ask.orphans((table, columns), (other, references), *matching).await?;
            let about = Address::constraint(table, name);
            if ask.schema.get(other).is_none() {
                let what =
                    |verb| format!("{verb} to what is not there, since {} is new", other.short());
                let way_out = "fill the new table first, in a step of its own";
                return Ok(broken(about, found, [&what("refers"), &what("refer")], way_out));
            }
            (about, found, ["refers to what is not there", "refer to what is not there"], MEND)
        }
        Probe::Misfits { table, bounds } => (
            table.into(),
            ask.rows(table, &ask.future(table, Reach::Family), &format!("NOT ({bounds})")).await?,
            ["lies outside of its bounds", "lie outside of its bounds"],
            "move them to where they belong first",
        ),
        Probe::Taken { table, partition, bounds } => {
            let found = ask.rows(table, &ask.future(table, Reach::Family), bounds).await?;
            let what = |verb| format!("{verb} to {}, and PostgreSQL moves none", partition.short());
            let what = [&*what("belongs"), &what("belong")];
            return Ok(broken(table.into(), found, what, "take them out of it first"));
        }
        _ => return Ok(Vec::new()),
    };
    Ok(broken(about, found, what, way_out))
}

async fn rows(ask: &mut Ask<'_>, table: &ObjectId) -> Result<Answer<i64>, Error> {
    let source = ask.source(table);
    ask.count(&format!("SELECT count(*) FROM {source}")).await
}

/// The rows of a table without those of the partitions and heirs that stay.
async fn rows_that_go(ask: &mut Ask<'_>, table: &ObjectId) -> Result<Answer<i64>, Error> {
    let count = |table| format!("(SELECT count(*) FROM {})", ask.source(table));
    let stay = ask.heirs_that_stay(table);
    let counts: Vec<String> = std::iter::once(table).chain(stay).map(count).collect();
    ask.count(&format!("SELECT {}", counts.join(" - "))).await
}

fn pairs(about: Address, found: Answer<Offenders>) -> Vec<Hazard> {
    let found = match found {
        Ok(found) => found,
        Err(silence) => return vec![silent(about, silence)],
    };
    let examples = found.examples.join("; ");
    let [one, many] = ["pair of rows excludes each other", "pairs of rows exclude each other"];
    let pairs = counted(found.count, one, many);
    refusal(about, found.count, format!("{pairs}: {examples}"), MEND)
}

/// What a detached partition holds is in the database, but no longer where applications look.
async fn hidden(
    ask: &mut Ask<'_>,
    table: &ObjectId,
    parent: &ObjectId,
) -> Result<Vec<Hazard>, Error> {
    let message = match rows(ask, table).await? {
        Ok(0) => return Ok(Vec::new()),
        Ok(rows) => {
            let rows = counted(rows, "row of it is", "rows of it are");
            format!("{rows} no longer seen in {}", parent.short())
        }
        Err(_) => format!("its rows are no longer seen in {}", parent.short()),
    };
    let kind = HazardKind::BehaviourChange;
    Ok(vec![Hazard::new(kind, table, Severity::Warning, message)])
}

/// Whether a value breaks a check of its domain; of an array, whether one of its elements does.
fn of_domain(ask: &Ask<'_>, table: &ObjectId, column: &str, expression: &str) -> String {
    let name = quote(column);
    if !ask.is_array(table, column) {
        return format!("NOT ({})", value_as(expression, &name));
    }
    let broken = value_as(expression, "element.value");
    format!("EXISTS (SELECT FROM unnest({name}) AS element (value) WHERE NOT ({broken}))")
}

/// Whether a value is among labels, or none of them; of an array, whether an element is.
fn labelled(
    ask: &Ask<'_>,
    table: &ObjectId,
    column: &str,
    labels: &[String],
    operator: &str,
) -> String {
    let list: Vec<String> = labels.iter().map(|label| literal(label)).collect();
    // A list must not be empty.
    let list = if list.is_empty() { "NULL".to_owned() } else { list.join(", ") };
    let name = quote(column);
    if !ask.is_array(table, column) {
        return format!("{name}::text {operator} ({list})");
    }
    format!(
        "EXISTS (SELECT FROM unnest({name}) AS element (value) WHERE element.value::text {operator} ({list}))"
    )
}

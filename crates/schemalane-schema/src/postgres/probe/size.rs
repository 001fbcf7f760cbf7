//! How much a step reads or writes while others wait.

use super::super::connection::literal;
use super::ask::Ask;
use crate::quantity::{counted, size};
use crate::{Error, Hazard, HazardKind, ObjectId, Severity, Step};

/// From here on a table is big: to read it takes so long that others notice.
const BIG: i64 = 100 << 20;

/// The bytes of a table with its partitions and heirs, and about how many rows. Many steps may want to know.
async fn measure(ask: &mut Ask<'_>, table: &ObjectId) -> Result<(i64, i64), Error> {
    if let Some(known) = ask.sizes.get(table) {
        return Ok(*known);
    }
    let size = look(ask, table).await?;
    ask.sizes.insert(table.clone(), size);
    Ok(size)
}

async fn look(ask: &mut Ask<'_>, table: &ObjectId) -> Result<(i64, i64), Error> {
    let name = literal(&super::real(ask.renames, table));
    let of_partitions = ask
        .count(&format!(
            "WITH RECURSIVE heir AS (
                SELECT {name}::pg_catalog.regclass::oid AS oid
                UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN heir AS h ON h.oid = i.inhparent
            )
            SELECT coalesce(sum(pg_catalog.pg_table_size(oid)), 0)::bigint FROM heir"
        ))
        .await?;
    let bytes = of_partitions.unwrap_or(0);
    let estimate = ask
        .count(&format!(
            "SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = {name}::pg_catalog.regclass"
        ))
        .await?;
    let estimate = estimate.unwrap_or(-1);
    if estimate >= 0 && bytes >= BIG {
        return Ok((bytes, estimate));
    }
    let source = ask.source(table);
    let rows = ask.count(&format!("SELECT count(*) FROM {source}")).await?;
    Ok((bytes, rows.unwrap_or_else(|_| estimate.max(0))))
}

/// The whole table is written anew.
pub(super) async fn rewrite(
    ask: &mut Ask<'_>,
    table: &ObjectId,
    step: &mut Step,
) -> Result<Vec<Hazard>, Error> {
    let (bytes, rows) = measure(ask, table).await?;
    step.rows = u64::try_from(rows).ok();
    let severity = if bytes >= BIG { Severity::Warning } else { Severity::Note };
    let size = size(bytes.unsigned_abs());
    let [one, many] = [format!("row ({size}) is"), format!("rows ({size}) are")];
    let message = format!(
        "{} written anew, while nobody else can read or write the table",
        counted(rows, &one, &many)
    );
    Ok(vec![Hazard::new(HazardKind::RewriteTable, table, severity, message)])
}

/// The whole table is read under a lock.
pub(super) async fn scan(
    ask: &mut Ask<'_>,
    table: &ObjectId,
    step: &mut Step,
) -> Result<Vec<Hazard>, Error> {
    let (bytes, rows) = measure(ask, table).await?;
    step.rows = u64::try_from(rows).ok();
    if bytes < BIG {
        return Ok(Vec::new());
    }
    let lock = step.lock.as_deref().unwrap_or("a lock");
    let size = size(bytes.unsigned_abs());
    let [one, many] = [format!("row ({size}) is"), format!("rows ({size}) are")];
    let message =
        format!("about {} read, while others wait for {lock}", counted(rows, &one, &many));
    Ok(vec![
        Hazard::new(HazardKind::Lock, table, Severity::Warning, message)
            .way_out("do it when little happens, or online"),
    ])
}

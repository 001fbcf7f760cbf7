//! Which rows a partition will take, as the server says it of the copy on which the plan was tried.

use super::super::connection::{literal, qualified};
use super::{Probe, real};
use crate::{Error, Kind, ObjectId, Renames};
use sqlx::PgConnection;

const BOUNDS: &str = "SELECT coalesce(pg_catalog.pg_get_partition_constraintdef(c.oid), 'true')
    FROM pg_catalog.pg_class AS c WHERE c.oid = $1::text::pg_catalog.regclass";

const ANCESTORS: &str = "SELECT c.oid::text, n.nspname::text, c.relname::text
    FROM pg_catalog.pg_partition_ancestors($1::text::pg_catalog.regclass) AS a
    JOIN pg_catalog.pg_class AS c ON c.oid = a.relid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace";

/// Fills in the bounds of the partitions that the probes are about.
pub(in super::super) async fn resolve<'p>(
    copy: &mut PgConnection,
    probes: impl Iterator<Item = &'p mut Probe>,
    renames: &Renames,
) -> Result<(), Error> {
    for probe in probes {
        match probe {
            Probe::Misfits { table: partition, bounds }
            | Probe::Taken { partition, bounds, .. } => {
                *bounds = self::bounds(copy, partition, renames).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

async fn bounds(
    copy: &mut PgConnection,
    partition: &ObjectId,
    renames: &Renames,
) -> Result<String, Error> {
    let name = qualified(partition);
    let mut bounds: String = sqlx::query_scalar(BOUNDS).bind(&name).fetch_one(&mut *copy).await?;
    // That of a hash names the parent by a number, which is another one in the real database.
    let ancestors: Vec<(String, String, String)> =
        sqlx::query_as(ANCESTORS).bind(&name).fetch_all(copy).await?;
    for (number, schema, name) in ancestors {
        let parent = real(renames, &ObjectId::new(Kind::Table, schema, name));
        let here = format!("{}::pg_catalog.regclass", literal(&parent));
        bounds = bounds.replace(&format!("'{number}'::oid"), &here);
    }
    Ok(bounds)
}

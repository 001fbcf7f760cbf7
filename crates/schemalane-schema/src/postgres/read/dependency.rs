//! What needs what, from `pg_depend`.

use super::catalogue::{Catalogue, Place, Target};
use crate::{Dependency, Error, Part};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Row {
    class: String,
    oid: i64,
    part: i64,
    on_class: String,
    on_oid: i64,
    on_part: i64,
}

#[derive(Deserialize)]
struct Alias {
    class: String,
    oid: i64,
    of_class: String,
    of_oid: i64,
    part: i64,
}

type Aliases = HashMap<Place, (Place, i64)>;

/// Reads it. What is needed of the system itself is left out.
pub(super) async fn read(catalogue: &mut Catalogue<'_>) -> Result<(), Error> {
    let aliases: Aliases = catalogue
        .rows::<Alias>(include_str!("aliases.sql"))
        .await?
        .into_iter()
        .map(|row| ((row.class, row.oid), ((row.of_class, row.of_oid), row.part)))
        .collect();
    for row in catalogue.rows::<Row>(include_str!("dependencies.sql")).await? {
        let of = resolve(catalogue, &aliases, (row.class, row.oid), row.part);
        let on = resolve(catalogue, &aliases, (row.on_class, row.on_oid), row.on_part);
        let (Some((of, of_part)), Some((on, part))) = (of, on) else { continue };
        let is_of_itself = of == on && (of_part == part || of_part.is_none() || part.is_none());
        if is_of_itself {
            continue;
        }
        if let Some(object) = catalogue.object_mut(&of) {
            object.depends_on.insert(Dependency { of: of_part, on, part });
        }
    }
    Ok(())
}

/// What stands at a place of the catalogue, or what that belongs to.
fn resolve(
    catalogue: &Catalogue<'_>,
    aliases: &Aliases,
    mut place: Place,
    mut part: i64,
) -> Option<Target> {
    // Longer chains than element, array, row type, table there are none.
    for _ in 0..8 {
        if let Some((id, known)) = catalogue.target(&place.0, place.1) {
            let column =
                || catalogue.column(place.1, part).map(|name| Part::Column(name.to_owned()));
            let found = known.clone().or_else(|| if part > 0 { column() } else { None });
            return Some((id.clone(), found));
        }
        let (next, number) = aliases.get(&place)?;
        part = *number;
        place = next.clone();
    }
    None
}

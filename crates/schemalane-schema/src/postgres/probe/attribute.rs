//! The values of an attribute of a composite type, wherever they are.

use super::super::connection::quote;
use super::answer::lost;
use super::ask::Ask;
use super::conversion::{self, Values};
use crate::{Address, Error, Hazard, ObjectId};

/// A column that holds values of a composite type, and the way to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Place {
    pub(in super::super) table: ObjectId,
    pub(in super::super) column: String,
    pub(in super::super) hops: Vec<Hop>,
}

/// A part of the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Hop {
    /// An attribute of another composite type.
    Field(ObjectId, String),
    /// Each element of an array.
    Elements,
}

impl Place {
    fn name(&self) -> String {
        format!("{}.{}", self.table.short(), self.column)
    }

    /// What stands behind `FROM`, and the expression for an attribute of the values.
    fn find(&self, ask: &Ask<'_>, attribute: &str) -> (String, String) {
        let mut source = ask.source(&self.table);
        let mut value = format!("{}.{}", quote(&self.table.name), quote(&self.column));
        for (index, hop) in self.hops.iter().enumerate() {
            match hop {
                Hop::Field(composite, field) => {
                    let (_, field) = ask.place(composite, field);
                    value = format!("({value}).{}", quote(&field));
                }
                Hop::Elements => {
                    let element = format!("element_{index}");
                    source.push_str(&format!(
                        " CROSS JOIN LATERAL pg_catalog.unnest({value}) AS {element}"
                    ));
                    value = element;
                }
            }
        }
        (source, format!("({value}).{}", quote(attribute)))
    }
}

/// How many values go with an attribute.
pub(super) async fn values(
    ask: &mut Ask<'_>,
    composite: &ObjectId,
    attribute: &str,
    places: &[Place],
) -> Result<Hazard, Error> {
    let (_, real) = ask.place(composite, attribute);
    let about = Address::column(composite, attribute);
    let mut count = 0;
    let mut names = Vec::new();
    for place in places {
        let (source, value) = place.find(ask, &real);
        match ask.count(&format!("SELECT count({value}) FROM {source}")).await? {
            Ok(0) => {}
            Ok(found) => {
                count += found;
                if !names.contains(&place.name()) {
                    names.push(place.name());
                }
            }
            // As bad as any number.
            unasked => return Ok(lost(about, unasked, "value", "values")),
        }
    }
    let mut hazard = lost(about, Ok(count), "value", "values");
    if !names.is_empty() {
        hazard.message = format!("{}, in {}", hazard.message, names.join(" and "));
    }
    Ok(hazard)
}

/// What another type does to the values of an attribute.
pub(super) async fn conversion(
    ask: &mut Ask<'_>,
    (composite, attribute): (&ObjectId, &str),
    (from, to): (&str, &str),
    places: &[Place],
) -> Result<Vec<Hazard>, Error> {
    let (_, real) = ask.place(composite, attribute);
    let mut hazards: Vec<Hazard> = Vec::new();
    for place in places {
        let (source, name) = place.find(ask, &real);
        let using = format!("{name}::{to}");
        let about = Address::column(composite, attribute);
        let values = Values { source, name, about };
        for mut hazard in conversion::of_values(ask, &values, from, to, &using).await? {
            hazard.message = format!("{} in {}", hazard.message, place.name());
            // An approval is for the attribute, wherever its values are.
            match hazards
                .iter_mut()
                .find(|other| (other.kind, other.severity) == (hazard.kind, hazard.severity))
            {
                Some(other) => other.message.push_str(&format!(", and {}", hazard.message)),
                None => hazards.push(hazard),
            }
        }
    }
    Ok(hazards)
}

//! Names that something has only meanwhile, beside another one.

use super::lower::Ground;
use crate::{Constraint, Details, Kind, Object, ObjectId, Schema};

/// How many bytes of a name the server keeps.
const LONGEST: usize = 63;

impl Ground<'_> {
    /// What an object, or what stands for it, is called meanwhile.
    pub(super) fn beside(&self, id: &ObjectId, suffix: &str) -> ObjectId {
        let name = beside(&id.name, suffix, |name| self.is_taken(&id.schema, name));
        ObjectId { name, ..id.clone() }
    }

    /// Whether something in a schema has the name, or will have it. Indexes and constraints that nobody wants have gone
    /// by then: a run that was stopped may have left one.
    pub(super) fn is_taken(&self, schema: &str, name: &str) -> bool {
        let stays = |object: &Object| object.id.kind != Kind::Index && is_called(object, name);
        within(self.wanted, schema)
            .any(|object| is_called(object, name) || has_constraint(object, name))
            || within(self.actual, schema).any(stays)
    }
}

/// A name beside another one, as long as a name may be and not taken.
pub(super) fn beside(name: &str, suffix: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut found = shortened(name, suffix);
    let mut count = 1;
    while is_taken(&found) {
        count += 1;
        found = shortened(name, &format!("{suffix}{count}"));
    }
    found
}

fn shortened(name: &str, suffix: &str) -> String {
    let mut name = name.to_owned();
    while name.len() + suffix.len() > LONGEST {
        name.pop();
    }
    name + suffix
}

/// Relations and types share their names, since each relation is a type.
fn within<'s>(schema: &'s Schema, name: &str) -> impl Iterator<Item = &'s Object> {
    schema.objects.values().filter(move |object| object.id.schema == name)
}

fn is_called(object: &Object, name: &str) -> bool {
    object.id.table.is_none() && object.id.name == name
}

/// A key has an index of its name.
fn has_constraint(object: &Object, name: &str) -> bool {
    let Details::Table(table) = &object.details else { return false };
    let named = |constraint: &Constraint| constraint.name.as_deref() == Some(name);
    table.constraints.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_name_keeps_its_last_whole_character_and_avoids_others() {
        assert_eq!(beside("i", "_new", |_| false), "i_new");
        assert_eq!(beside("i", "_new", |name| name == "i_new"), "i_new2");
        assert_eq!(beside(&"ä".repeat(31), "_new", |_| false), "ä".repeat(29) + "_new");
    }
}

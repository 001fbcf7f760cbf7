//! The rows of a table, as they are and as the plan will have made them.

use super::super::connection::{qualified, quote};
use super::super::plan::{rename, typed};
use super::ask::Ask;
use crate::{Column, Details, Object, ObjectId, Schema, Table};
use schemalane_source::{Dialect, Token, tokens};

/// Whose rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Reach {
    /// Those of the table, and of all that inherit from it.
    Family,
    /// Those of the table alone, or of all of its partitions: what a key, a reference or `NO INHERIT` is about.
    Own,
}

impl Ask<'_> {
    /// The rows of a table, and of those that inherit from it, under the names that its columns will have.
    pub(super) fn source(&self, table: &ObjectId) -> String {
        self.named(table, Reach::Family)
    }

    fn named(&self, table: &ObjectId, reach: Reach) -> String {
        let own = self.schema.get(table).and_then(|object| object.as_table());
        let has_partitions = own.is_some_and(Table::is_partitioned);
        let only = if reach == Reach::Own && !has_partitions { "ONLY " } else { "" };
        let real = format!("{only}{}", super::real(self.renames, table));
        let renamed: String = rename::columns(self.renames, table)
            .iter()
            .map(|(from, to)| format!(", own.{} AS {}", quote(from), quote(to)))
            .collect();
        if renamed.is_empty() {
            return format!("{real} AS {}", quote(&table.name));
        }
        format!("(SELECT own.*{renamed} FROM {real} AS own) AS {}", quote(&table.name))
    }

    /// The same rows with new columns filled, others converted, and what is computed from them computed anew.
    pub(super) fn future(&self, table: &ObjectId, reach: Reach) -> String {
        let present = columns(self.schema, table);
        let wanted = columns(self.wanted, table);
        let before = |name: &str| present.iter().copied().find(|column| column.name == name);
        let converted = |name: &str| {
            family(self.schema, table)
                .iter()
                .find_map(|one| self.conversions.get(&(one.clone(), name.to_owned())))
        };
        let is_converted = present.iter().any(|column| converted(&column.name).is_some());
        let is_computed = |column: &Column| {
            column.generated.is_some()
                && (is_converted
                    || before(&column.name)
                        .is_none_or(|before| before.generated != column.generated))
        };
        let (computed, plain): (Vec<&Column>, Vec<&Column>) =
            wanted.into_iter().partition(|column| is_computed(column));
        let added: Vec<&Column> =
            plain.into_iter().filter(|column| before(&column.name).is_none()).collect();
        if !is_converted && added.is_empty() && computed.is_empty() {
            return self.named(table, reach);
        }
        let kept = present.iter().filter(|column| !computed.iter().any(|c| c.name == column.name));
        let kept = kept.map(|column| match converted(&column.name) {
            Some(using) => format!("{using} AS {}", quote(&column.name)),
            None => quote(&column.name),
        });
        let added = added
            .iter()
            .map(|column| format!("{} AS {}", self.value(table, column), quote(&column.name)));
        let mut list: Vec<String> = kept.chain(added).collect();
        let name = quote(&table.name);
        if list.is_empty() {
            list.push("NULL".to_owned());
        }
        let filled =
            format!("(SELECT {} FROM {}) AS {name}", list.join(", "), self.named(table, reach));
        if computed.is_empty() {
            return filled;
        }
        let computed: String = computed
            .iter()
            .filter_map(|column| {
                let expression = self.spelt(&column.generated.as_ref()?.expression);
                let data_type = self.stored_type(&column.data_type);
                Some(format!(", ({expression})::{data_type} AS {}", quote(&column.name)))
            })
            .collect();
        format!("(SELECT {name}.*{computed} FROM {filled}) AS {name}")
    }

    /// What a new column holds in the rows that are there. Nothing is taken from a sequence: only its options count.
    fn value(&self, table: &ObjectId, column: &Column) -> String {
        let data_type = self.stored_type(&column.data_type);
        let counted = |start: i64, increment: i64| {
            format!("({start} + {increment} * (row_number() OVER () - 1))::{data_type}")
        };
        if let Some(identity) = &column.identity {
            return counted(identity.sequence.start, identity.sequence.increment);
        }
        let domain = typed::domain_of(self.wanted, &column.data_type);
        let default = column.default.as_ref().or_else(|| domain?.default.as_ref());
        match default {
            Some(default) if default.contains("nextval(") => {
                let owner = Some((table.clone(), column.name.clone()));
                let own = self.wanted.objects.values().find_map(|object| match &object.details {
                    Details::Sequence(sequence) if sequence.owned_by == owner => Some(sequence),
                    _ => None,
                });
                own.map_or_else(|| counted(1, 1), |own| counted(own.start, own.increment))
            }
            Some(default) => format!("({})::{data_type}", self.spelt(default)),
            None => format!("NULL::{data_type}"),
        }
    }

    /// The type that values can be given before the plan has run: that below a domain, and text for a type that is not
    /// there yet.
    fn stored_type(&self, data_type: &str) -> String {
        let (name, array) = split(data_type);
        if let Some(domain) = typed::domain_of(self.wanted, name) {
            return format!("{}{array}", self.stored_type(&domain.data_type));
        }
        if self.new_types().any(|id| qualified(id) == name) {
            return format!("text{array}");
        }
        data_type.to_owned()
    }

    /// An expression in which types that are not there yet are what [`Ask::stored_type`] makes of them.
    pub(super) fn spelt(&self, expression: &str) -> String {
        let mut text = expression.to_owned();
        for id in self.new_types() {
            let name = qualified(id);
            text = cast_otherwise(&text, &name, &self.stored_type(&name));
        }
        text
    }

    /// The types that the plan makes.
    fn new_types(&self) -> impl Iterator<Item = &ObjectId> {
        let is_type = |details: &Details| {
            matches!(details, Details::Enum(_) | Details::Composite(_) | Details::Domain(_))
        };
        self.wanted
            .objects
            .values()
            .filter(move |object| is_type(&object.details) && self.schema.get(&object.id).is_none())
            .map(|object| &object.id)
    }

    /// Whether the column is new, and nothing is computed for it.
    pub(super) fn is_unfilled(&self, table: &ObjectId, column: &str) -> bool {
        let has = |schema| columns(schema, table).into_iter().find(|own| own.name == column);
        has(self.schema).is_none() && has(self.wanted).is_some_and(|own| own.generated.is_none())
    }

    /// The partitions and heirs of a table that goes which do not go with it.
    pub(super) fn heirs_that_stay(&self, table: &ObjectId) -> Vec<&ObjectId> {
        let is_heir = |object: &&Object| {
            object.as_table().is_some_and(|own| own.parents().any(|parent| parent == table))
        };
        let heirs = self.schema.objects.values().filter(is_heir).map(|object| &object.id);
        heirs
            .flat_map(|heir| match self.wanted.get(heir) {
                Some(_) => vec![heir],
                None => self.heirs_that_stay(heir),
            })
            .collect()
    }

    /// Whether the column will hold arrays.
    pub(super) fn is_array(&self, table: &ObjectId, column: &str) -> bool {
        let wanted = columns(self.wanted, table);
        wanted.iter().any(|own| own.name == column && own.data_type.ends_with("[]"))
    }
}

/// The name of a type, and the brackets behind it.
fn split(data_type: &str) -> (&str, &str) {
    data_type.split_at(data_type.trim_end_matches("[]").len())
}

/// The expression with casts to another type in the place of those to this one. A text may look like a cast, too.
fn cast_otherwise(expression: &str, name: &str, other: &str) -> String {
    let cast = format!("::{name}");
    let read = |text| tokens(text, Dialect::Postgres);
    let (Ok(all), Ok(parts)) = (read(expression), read(&cast)) else {
        return expression.to_owned();
    };
    let is_part = |(token, part): (&Token, &Token)| {
        token.kind == part.kind && token.text(expression) == part.text(&cast)
    };
    let mut text = String::new();
    let mut end = 0;
    for found in all.windows(parts.len()) {
        let last = found[found.len() - 1].end;
        if found.iter().zip(&parts).all(is_part) && !expression[last..].starts_with('.') {
            text += &expression[end..found[0].start];
            text += "::";
            text += other;
            end = last;
        }
    }
    text + &expression[end..]
}

/// A table, and those that it has columns from.
fn family(schema: &Schema, table: &ObjectId) -> Vec<ObjectId> {
    let mut found = vec![table.clone()];
    let mut next = 0;
    while let Some(id) = found.get(next) {
        next += 1;
        let table = schema.get(id).and_then(|object| object.as_table());
        let parents: Vec<ObjectId> = table.into_iter().flat_map(Table::parents).cloned().collect();
        found.extend(parents);
    }
    found
}

/// The columns of a table with those that it inherits.
fn columns<'s>(schema: &'s Schema, table: &ObjectId) -> Vec<&'s Column> {
    let mut found: Vec<&Column> = Vec::new();
    for id in family(schema, table) {
        let Some(table) = schema.get(&id).and_then(|object| object.as_table()) else { continue };
        for column in &table.columns {
            if !found.iter().any(|known| known.name == column.name) {
                found.push(column);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_type_itself_is_cast_otherwise() {
        let other = |text| super::cast_otherwise(text, "public.state", "text");
        assert_eq!(other("'new'::public.state"), "'new'::text");
        assert_eq!(other("('{a}'::public.state[])[1]"), "('{a}'::text[])[1]");
        assert_eq!(other("'new'::public.states"), "'new'::public.states");
        assert_eq!(other("public.state(1)"), "public.state(1)");
        assert_eq!(other("'x::public.state'::text"), "'x::public.state'::text");
        assert_eq!(other("'x'::public.state.y"), "'x'::public.state.y");
    }
}

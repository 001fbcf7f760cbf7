//! Columns of tables that are there.

use super::super::connection::{literal, qualified, quote};
use super::super::ddl;
use super::super::probe::{Counter, Probe};
use super::context::Context;
use super::draft::Draft;
use super::{identity, inherited, position, property, retype, typed};
use crate::{Address, Column, Details, HazardKind, ObjectId, Part};

impl Context<'_> {
    pub(super) fn draft(&self, summary: String, action: &str) -> Draft {
        let sql = format!("ALTER TABLE {} {action}", qualified(self.table));
        Draft::new(self.table, summary, vec![sql]).lock("ACCESS EXCLUSIVE", self.table)
    }

    pub(super) fn address(&self, column: &str) -> Address {
        Address::column(self.table, column)
    }

    pub(super) fn drop(&self, column: &str) -> Draft {
        let draft = self.draft(
            format!("drop column {column} of {}", self.table),
            &format!("DROP COLUMN {}", quote(column)),
        );
        draft.probe(Probe::Values { table: self.table.clone(), column: column.to_owned() })
    }

    pub(super) fn add(&self, column: &Column) -> Draft {
        let name = &column.name;
        let mut draft = self.draft(
            format!("add column {name} to {}", self.table),
            &format!("ADD COLUMN {}", ddl::column(column)),
        );
        draft.step.sql.extend(ddl::settings(&qualified(self.table), column));
        if let Some(comment) = &column.comment {
            let part = Part::Column(name.clone());
            draft.step.sql.push(ddl::comment(self.table, Some(&part), Some(comment)));
        }
        draft.probes.extend(self.filling(column));
        let is_volatile = column.default.as_ref().is_some_and(|default| default.contains('('));
        let is_stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
        if is_volatile || is_stored || column.identity.is_some() {
            draft = draft.probe(Probe::Rewrite { table: self.table.clone() });
        }
        draft
    }

    /// The steps that change a column in place.
    pub(super) fn alter(&self, before: &Column, after: &Column) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let name = &after.name;
        let head = format!("ALTER COLUMN {}", quote(name));
        let key = (self.table.clone(), name.clone());
        let place = format!("column {name} of {}", self.table);
        if before.generated.is_some() && after.generated.is_none() {
            drafts.push(
                self.draft(
                    format!("compute {place} no longer"),
                    &format!("{head} DROP EXPRESSION"),
                ),
            );
        }
        let mut default =
            before.default.as_ref().filter(|_| !self.affected.defaults.contains(&key));
        drafts.extend(identity::drop(self, before, after));
        let is_retyped = before.data_type != after.data_type || before.collation != after.collation;
        let gives_way = default.is_some()
            && (is_retyped || after.default.is_none() || after.identity.is_some());
        if gives_way {
            drafts.push(
                self.draft(format!("drop the default of {place}"), &format!("{head} DROP DEFAULT")),
            );
            default = None;
        }
        if is_retyped {
            drafts.push(retype::step(self, before, after));
        }
        if default != after.default.as_ref()
            && let Some(wanted) = &after.default
        {
            let draft = self.draft(
                format!("set the default of {place}"),
                &format!("{head} SET DEFAULT {wanted}"),
            );
            drafts.push(self.carry(draft, before, after));
        }
        drafts.extend(self.not_null(before, after));
        drafts.extend(identity::alter(self, before, after));
        // A change of the type takes both back to what the new type has.
        let stored = if is_retyped {
            Column { storage: None, compression: None, ..before.clone() }
        } else {
            before.clone()
        };
        drafts.extend(self.storage(&stored, after));
        if before.comment != after.comment {
            let part = Part::Column(name.clone());
            let sql = ddl::comment(self.table, Some(&part), after.comment.as_deref());
            drafts.push(Draft::new(self.table, format!("comment on {place}"), vec![sql]));
        }
        drafts
    }

    /// Lets a new sequence go on where the column's counting stands.
    fn carry(&self, mut draft: Draft, before: &Column, after: &Column) -> Draft {
        let counter = position::new_counter(
            self.ground.actual,
            self.ground.wanted,
            self.table,
            before,
            after,
        );
        let (Some(counter), Some(sequence)) =
            (counter, position::sequence(self.ground.wanted, self.table, after))
        else {
            return draft;
        };
        // An identity has handed its position over before it went.
        if after.identity.is_some() || matches!(counter, Counter::Identity { .. }) {
            return draft;
        }
        let (id, options) = sequence;
        draft.step.sql.push(position::carry(&literal(&qualified(id)), &counter, None, options));
        draft.probe(identity::reach(counter, options))
    }

    /// Whether a sequence is that of a column, and goes.
    pub(super) fn owns(&self, place: &(ObjectId, String), sequence: &ObjectId) -> bool {
        let details = self.ground.actual.get(sequence).map(|object| &object.details);
        let is_owned =
            matches!(details, Some(Details::Sequence(own)) if own.owned_by.as_ref() == Some(place));
        is_owned && self.affected.dropped.contains(sequence)
    }

    /// The storage that a type has of its own, where its values can be long. PostgreSQL 15 cannot be told `DEFAULT`.
    fn usual_storage(&self, data_type: &str) -> &'static str {
        match typed::below(self.ground.wanted, data_type).split('(').next() {
            Some("numeric" | "inet" | "cidr") => "MAIN",
            _ => "EXTENDED",
        }
    }

    fn storage(&self, before: &Column, after: &Column) -> Vec<Draft> {
        let head = format!("ALTER COLUMN {}", quote(&after.name));
        let place = format!("column {} of {}", after.name, self.table);
        let stored = |action: String, heirs: &[ObjectId]| {
            let action = format!("{head} {action}");
            let mut draft = self.draft(format!("change how {place} is stored"), &action);
            let others =
                heirs.iter().map(|heir| format!("ALTER TABLE {} {action}", qualified(heir)));
            draft.step.sql.extend(others);
            draft.note(
                HazardKind::BehaviourChange,
                self.address(&after.name),
                "only rows that are written from then on are stored so",
            )
        };
        let mut drafts = Vec::new();
        if before.storage != after.storage {
            let wanted = after.storage.as_deref();
            let wanted = wanted.unwrap_or_else(|| self.usual_storage(&after.data_type));
            drafts.push(stored(format!("SET STORAGE {wanted}"), &[]));
        }
        // The server lets heirs follow with the storage, and not with what is below.
        let heirs =
            inherited::heirs(self.ground.actual, self.ground.wanted, self.table, &after.name);
        if before.compression != after.compression {
            let wanted = after.compression.as_deref().unwrap_or("default");
            drafts.push(stored(format!("SET COMPRESSION {wanted}"), &heirs));
        }
        let mut told: Vec<Draft> = std::iter::once(self.table)
            .chain(&heirs)
            .flat_map(|table| {
                let full = format!("ALTER TABLE {} {head}", qualified(table));
                property::parameters(self.table, &full, &before.parameters, &after.parameters)
            })
            .collect();
        if before.statistics != after.statistics {
            let target = after.statistics.unwrap_or(-1);
            told.push(self.draft(String::new(), &format!("{head} SET STATISTICS {target}")));
        }
        let told = told.into_iter().map(|mut draft| {
            draft.step.summary = format!("change what the planner is told of {place}");
            draft.lock("SHARE UPDATE EXCLUSIVE", self.table)
        });
        drafts.extend(told);
        drafts
    }
}

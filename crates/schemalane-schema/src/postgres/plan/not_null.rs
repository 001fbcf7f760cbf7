//! `NOT NULL`, which is a constraint with a name of its own from PostgreSQL 18 on.

use super::super::connection::quote;
use super::super::ddl::NotNull;
use super::super::probe::Probe;
use super::beside;
use super::context::Context;
use super::draft::Draft;
use crate::{Column, Transaction};

impl Context<'_> {
    /// The steps that let a column refuse nulls, or take them.
    pub(super) fn not_null(&self, before: &Column, after: &Column) -> Vec<Draft> {
        match (before.not_null, after.not_null) {
            (false, true) => self.refuse_nulls(after),
            (true, false) => {
                let summary = format!("let column {} of {} take nulls", after.name, self.table);
                vec![
                    self.draft(
                        summary,
                        &format!("ALTER COLUMN {} DROP NOT NULL", quote(&after.name)),
                    ),
                ]
            }
            (true, true) if before.not_null_name != after.not_null_name => {
                self.change_not_null(before, after)
            }
            _ => Vec::new(),
        }
    }

    /// The name and the rest of a constraint that is there.
    fn change_not_null(&self, before: &Column, after: &Column) -> Vec<Draft> {
        // Where nothing is said, the server has given it the name that it gives.
        let name =
            |column: &Column| quote(&format!("{}_{}_not_null", self.table.name, column.name));
        let (old_name, new_name) = (name(before), name(after));
        let plain = |name| NotNull { name, is_valid: true, is_inherited: true };
        let old = NotNull::of(before).unwrap_or_else(|| plain(&old_name));
        let new = NotNull::of(after).unwrap_or_else(|| plain(&new_name));
        let what = format!("NOT NULL of column {} of {}", after.name, self.table);
        if old.is_inherited != new.is_inherited || old.is_valid && !new.is_valid {
            let action = format!("DROP CONSTRAINT {}, {}", old.name, new.add(after));
            return vec![self.draft(format!("make {what} anew"), &action)];
        }
        let mut drafts = Vec::new();
        if old.name != new.name {
            let action = format!("RENAME CONSTRAINT {} TO {}", old.name, new.name);
            drafts.push(self.draft(format!("rename {what}"), &action));
        }
        if !old.is_valid && new.is_valid {
            let action = format!("VALIDATE CONSTRAINT {}", new.name);
            drafts.push(
                self.draft(format!("validate {what}"), &action)
                    .lock("SHARE UPDATE EXCLUSIVE", self.table)
                    .probe(self.nulls(after)),
            );
        }
        drafts
    }

    /// Online the rows are looked at while others go on, and the server takes the check for proof.
    fn refuse_nulls(&self, column: &Column) -> Vec<Draft> {
        let name = quote(&column.name);
        let place = format!("column {} of {}", column.name, self.table);
        let action = NotNull::of(column)
            .map_or_else(|| format!("ALTER COLUMN {name} SET NOT NULL"), |said| said.add(column));
        let set = self.draft(format!("let {place} refuse nulls"), &action);
        if !self.ground.options.online {
            let scan = Probe::Scan { table: self.table.clone() };
            return vec![set.probe(self.nulls(column)).probe(scan)];
        }
        let check = beside::beside(&column.name, "_no_nulls", |name| {
            self.ground.is_taken(&self.table.schema, name)
        });
        let check = quote(&check);
        let add = format!("ADD CONSTRAINT {check} CHECK ({name} IS NOT NULL) NOT VALID");
        let validate = self
            .draft(format!("look for nulls in {place}"), &format!("VALIDATE CONSTRAINT {check}"))
            .lock("SHARE UPDATE EXCLUSIVE", self.table)
            .transaction(Transaction::Own);
        let drop =
            self.draft(format!("drop the check of {place}"), &format!("DROP CONSTRAINT {check}"));
        let add = self.draft(format!("add a check that {place} has no nulls"), &add);
        vec![add, validate.probe(self.nulls(column)), set, drop]
    }

    fn nulls(&self, column: &Column) -> Probe {
        Probe::Nulls { table: self.table.clone(), column: column.name.clone() }
    }
}

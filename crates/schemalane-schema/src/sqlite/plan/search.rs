//! Full text search over the rows of another table, which keeps an index of them and no rows of its own.
//!
//! What fills it is a command of the module: <https://www.sqlite.org/fts5.html#the_rebuild_command>, and
//! <https://www.sqlite.org/fts3.html#*fts4rebuidcmd> for FTS4.

use super::{Due, Planner};
use crate::sqlite::token::{self, Class, identifier};
use crate::{Hazard, HazardKind, Kind, Object, ObjectId, Severity, Step, TableOptions};

impl Planner<'_> {
    /// Fills those that are new from the rows that are there, and those whose rows got other values than the index
    /// knows: it would give wrong answers, and break when such a row is deleted.
    pub(super) fn fill(&self, due: &Due, steps: &mut Vec<Step>) -> Result<(), crate::Error> {
        for object in self.wanted.objects.values() {
            let Some(source) = source(object).filter(|source| self.has_rows(source)) else {
                continue;
            };
            if !due.0.contains(&object.id) && !steps.iter().any(|step| rewrites(step, &source)) {
                continue;
            }
            let name = identifier(&object.name);
            let sql = format!("INSERT INTO {name} ({name}) VALUES ('rebuild')");
            let summary = format!("fill {} from {}", object.id, source.short());
            let mut step = Step::new(object.id.clone(), summary, vec![sql]);
            step.origin.clone_from(&object.origin);
            step.rows = self.probe.count(&source);
            step.hazards.push(Hazard::new(
                HazardKind::IndexBuild,
                &object.id,
                Severity::Note,
                "every row is read; the database is locked meanwhile",
            ));
            self.attempt(&step)?;
            steps.push(step);
        }
        Ok(())
    }

    /// Whether there are rows that the plan has not made: of a view nobody knows.
    fn has_rows(&self, source: &ObjectId) -> bool {
        let view = ObjectId { kind: Kind::View, ..source.clone() };
        self.after(&view).is_some() || self.after(source).is_some() && self.before(source).is_some()
    }
}

/// Whether a step gives rows of a table other values.
fn rewrites(step: &Step, table: &ObjectId) -> bool {
    let kinds = [HazardKind::FillNulls, HazardKind::LossyConversion];
    step.object == *table && step.hazards.iter().any(|hazard| kinds.contains(&hazard.kind))
}

/// The table that such a table searches in. One with rows of its own, or without any, has none.
pub(super) fn source(object: &Object) -> Option<ObjectId> {
    let TableOptions::Sqlite(options) = &object.as_table()?.options else { return None };
    let tokens = token::read(options.module.as_deref()?);
    let is_search = |name: &str| ["fts4", "fts5"].contains(&name);
    if !is_search(&tokens.first()?.name()) {
        return None;
    }
    let name = tokens.windows(4).find_map(|window| match window {
        [before, option, equals, value]
            if (before.is(",") || before.is("(")) && option.is("content") && equals.is("=") =>
        {
            (value.class != Class::Symbol).then(|| value.name())
        }
        _ => None,
    })?;
    (!name.is_empty()).then(|| ObjectId::new(Kind::Table, "", name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::sqlite::{connection, read};

    fn source_of(module: &str) -> Option<String> {
        let connection = connection::memory().unwrap();
        connection.execute_batch("CREATE TABLE \"My T\" (a, b)").unwrap();
        connection.execute_batch(&format!("CREATE VIRTUAL TABLE s USING {module}")).unwrap();
        let schema = read::schema(&connection, &Options::new()).unwrap();
        source(schema.get(&ObjectId::new(Kind::Table, "", "s")).unwrap()).map(|id| id.name)
    }

    #[test]
    fn a_search_knows_whose_rows_it_finds() {
        for (module, expected) in [
            ("fts5(a, content='My T')", Some("my t")),
            ("FTS5 (a, content = \"My T\", content_rowid = a)", Some("my t")),
            ("fts4(content=\"My T\", a)", Some("my t")),
            ("fts5(a)", None),
            ("fts5(content)", None),
            ("fts5(a, content='')", None),
            ("rtree(id, a, b)", None),
        ] {
            assert_eq!(source_of(module).as_deref(), expected, "{module}");
        }
    }
}

//! What rows get by default.

use super::Planner;
use super::conversion::class;
use super::data::address;
use super::source::affine;
use crate::quantity::counted;
use crate::sqlite::rebuild::{default_value, filling, is_strict};
use crate::{Column, Hazard, HazardKind, ObjectId, Severity, Table};

impl Planner<'_> {
    /// A default that a strict table does not take, where rows get it: all that are there where the column is new, else
    /// those that have a null which it replaces.
    pub(super) fn given_by_default(
        &self,
        id: &ObjectId,
        old: Option<&Column>,
        (table, new): (&Table, &Column),
    ) -> Option<Hazard> {
        let class = class(new).filter(|_| is_strict(table) && new.generated.is_none())?;
        let default = match old {
            Some(old) => filling(old, new)?,
            None => default_value(new.default.as_deref()?),
        };
        let rows = match old {
            Some(_) => self.keyless(id, &new.name)?,
            None => self.probe.count(id),
        };
        let fits = format!("typeof(new) IN ({class}, 'null')");
        let temporary = |sql: &str| self.probe.temporary(sql);
        temporary("DROP TABLE IF EXISTS temp.schemalane_probe").ok()?;
        temporary(&format!("CREATE TEMP TABLE schemalane_probe (new {})", affine(new, true)))
            .ok()?;
        temporary(&format!("INSERT INTO temp.schemalane_probe VALUES ({default})")).ok()?;
        let fits = self.probe.number(&format!("SELECT {fits} FROM temp.schemalane_probe"));
        temporary("DROP TABLE temp.schemalane_probe").ok()?;
        (rows != Some(0) && fits == Some(0)).then(|| {
            let rows = rows.map_or("its rows".to_owned(), |rows| counted(rows, "row", "rows"));
            let message = format!(
                "the default {default} is no {}, so the step fails: {rows} would get it",
                new.data_type
            );
            Hazard::new(HazardKind::MayFail, address(id, new), Severity::Refused, message)
                .way_out("give it a default of its type; to approve it does not help")
        })
    }
}

//! The steps.

use super::{Execution, Halt};
use crate::sqlite::rebuild::COPY;
use crate::sqlite::statement;
use crate::sqlite::token::identifier;
use crate::{Event, Step};
use rusqlite::hooks::Action;
use std::time::Instant;

/// After how many rows somebody hears of it.
const STRIDE: u64 = 10_000;

impl Execution<'_> {
    /// Executes a step: how many rows it copied.
    pub(super) fn step(&self, number: usize, total: usize, step: &Step) -> Result<u64, Halt> {
        if self.progress.cancellation().is_cancelled() {
            return Err(crate::Error::Cancelled { committed: 0 }.into());
        }
        let start = Instant::now();
        self.begun.set(number);
        self.progress.tell(&Event::StepStarted { number, total, summary: step.summary.clone() });
        let mut copied = 0;
        for sql in &step.sql {
            let failed = |error: &rusqlite::Error| Halt::of(number, step, sql, error);
            if sql.starts_with(COPY) {
                let (rows, of) = self.copy(step, sql).map_err(|error| failed(&error))?;
                if rows != of {
                    let message = format!("{rows} of {of} rows were copied");
                    return Err(Halt::at(
                        number,
                        self.plan,
                        message,
                        "look at the file with `PRAGMA integrity_check`, and report this where it is in order",
                    ));
                }
                copied += rows;
            } else {
                statement::execute(self.connection, sql).map_err(|error| failed(&error))?;
            }
        }
        let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.progress.tell(&Event::StepFinished { number, milliseconds });
        Ok(copied)
    }

    /// Copies rows, and tells how far it is: how many there are in the new table, and how many in the old one.
    fn copy(&self, step: &Step, sql: &str) -> rusqlite::Result<(u64, u64)> {
        let count = format!("SELECT count(*) FROM main.{}", identifier(&step.object.name));
        let total: i64 = self.connection.query_row(&count, [], |row| row.get(0))?;
        let total = u64::try_from(total).unwrap_or(0);
        let (progress, table) = (self.progress.clone(), step.object.short());
        let told = move |rows| Event::RowsCopied { table: table.clone(), rows, total };
        let mut rows = 0;
        let hear = {
            let (progress, told) = (progress.clone(), told.clone());
            move |action: Action, _: &str, _: &str, _: i64| {
                rows += u64::from(action == Action::SQLITE_INSERT);
                if rows % STRIDE == 0 {
                    progress.tell(&told(rows));
                }
            }
        };
        self.connection.update_hook(Some(hear))?;
        let copied = self.connection.execute(sql, []);
        self.connection.update_hook(None::<fn(Action, &str, &str, i64)>)?;
        let copied = copied? as u64;
        progress.tell(&told(copied));
        Ok((copied, total))
    }
}

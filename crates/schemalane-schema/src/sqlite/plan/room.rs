//! Whether there is room for a table a second time.

use super::Planner;
use crate::quantity::size;
use crate::{Hazard, HazardKind, ObjectId, Severity};
use rusqlite::Connection;
use std::path::Path;

/// From this many rows on it is worth thinking about when a table is written anew.
const MANY_ROWS: u64 = 100_000;

/// What a rebuild needs, and what there is, in bytes.
struct Room {
    needed: u64,
    free: u64,
}

impl Planner<'_> {
    /// The hazard of a table that is written anew.
    pub(super) fn rewrite(&self, id: &ObjectId, rows: u64) -> Hazard {
        let size = || self.probe.bytes(id);
        rewrite(id, rows, Room::of(self.probe.connection(), size))
    }
}

impl Room {
    /// What is known of it; `None` where nobody has to know it exactly, or nobody can.
    fn of(connection: &Connection, size: impl FnOnce() -> Option<u64>) -> Option<Self> {
        let folder = Path::new(connection.path()?).parent()?;
        let free = fs4::available_space(folder).ok()?;
        let number = |pragma: &str| {
            let number = connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0));
            number.ok().and_then(|number: i64| u64::try_from(number).ok())
        };
        let page = number("page_size")?;
        // To look at the table alone takes time, and the whole database is no smaller.
        if number("page_count")?.saturating_mul(2 * page) <= free {
            return None;
        }
        let mode: String =
            connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).ok()?;
        let size = size()?;
        let needed = if mode == "wal" {
            // Everything goes through the log before it comes into the file.
            2 * size
        } else {
            size.saturating_sub(number("freelist_count")? * page)
        };
        Some(Self { needed, free })
    }
}

fn rewrite(id: &ObjectId, rows: u64, room: Option<Room>) -> Hazard {
    let hazard = |severity, message| Hazard::new(HazardKind::RewriteTable, id, severity, message);
    if let Some(Room { needed, free }) = room.filter(|room| room.needed > room.free) {
        let message = format!(
            "rows to write anew: {rows}; that needs about {} beside what is there, and {} are free on the file system: it would fail in the middle, and be taken back",
            size(needed),
            size(free)
        );
        return hazard(Severity::Refused, message).way_out("make room, then make the plan again");
    }
    let severity = if rows < MANY_ROWS { Severity::Note } else { Severity::Warning };
    let message = format!(
        "rows to write anew: {rows}; nobody else can write meanwhile, and it takes about twice the room of the table"
    );
    hazard(severity, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn a_rebuild_that_does_not_fit_is_refused_with_numbers() {
        let hazard = |needed, free| {
            let id = ObjectId::new(Kind::Table, "", "t");
            rewrite(&id, 7, Some(Room { needed, free }))
        };
        assert_eq!(hazard(10, 10).severity, Severity::Note);
        let refused = hazard(300 << 20, (3 << 30) / 20);
        assert_eq!(refused.severity, Severity::Refused);
        assert!(
            refused
                .message
                .contains("needs about 300 MB beside what is there, and 153 MB are free"),
            "{}",
            refused.message
        );
    }

    #[test]
    fn room_is_looked_at_only_where_the_whole_database_would_not_fit() {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("t.db")).unwrap();
        connection.execute_batch("CREATE TABLE t (a)").unwrap();
        assert!(Room::of(&connection, || panic!("nobody has to know")).is_none());
        let memory = Connection::open_in_memory().unwrap();
        assert!(Room::of(&memory, || panic!("there is no file")).is_none());
    }
}

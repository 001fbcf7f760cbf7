//! Where sequences stand.

use crate::runner::Case;
use schemalane_testkit::Client;
use std::collections::BTreeMap;

/// What each sequence gives next, by the column that owns it, or else by its own name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Counters(BTreeMap<String, Counter>);

#[derive(Debug, PartialEq, Eq)]
struct Counter {
    next: i64,
    increment: i64,
    /// The furthest value of the column that owns it.
    furthest: Option<i64>,
}

/// Each sequence with its owner; identity is owned in another way.
const SEQUENCES: &str = "SELECT
        format('%I.%I', n.nspname, c.relname),
        CASE WHEN a.attname IS NOT NULL THEN format('%I.%I.%I', m.nspname, t.relname, a.attname) END,
        CASE WHEN a.attname IS NOT NULL THEN format('%I.%I', m.nspname, t.relname) END,
        CASE WHEN a.attname IS NOT NULL THEN format('%I', a.attname) END, s.seqincrement
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_class'::regclass
    LEFT JOIN pg_class t ON t.oid = d.refobjid LEFT JOIN pg_namespace m ON m.oid = t.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE c.relname <> '_schema_migration_id_seq'";

impl Counters {
    pub(super) fn read(client: &mut Client) -> Self {
        let rows = client.simple(SEQUENCES).expect("the sequences can be listed").rows;
        let counters = rows.into_iter().map(|row| {
            let row: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
            let [name, owner, table, column, increment] = row.as_slice() else {
                panic!("{row:?}");
            };
            let increment: i64 = increment.parse().expect("an increment is a number");
            let mut number = |sql: String| -> Option<i64> {
                let reply = client.simple(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
                reply.rows.first()?.first()?.as_ref()?.parse().ok()
            };
            let next = number(format!(
                "SELECT last_value + CASE WHEN is_called THEN {increment} ELSE 0 END FROM {name}"
            ));
            let furthest = if owner.is_empty() {
                None
            } else {
                let most = if increment < 0 { "min" } else { "max" };
                number(format!("SELECT {most}({column}) FROM {table}"))
            };
            let about = if owner.is_empty() { name.clone() } else { owner.clone() };
            let next = next.expect("a sequence stands somewhere");
            (about, Counter { next, increment, furthest })
        });
        Self(counters.collect())
    }

    /// None goes back, and a new one is ahead of the rows that are there.
    pub(super) fn compare(&self, case: &Case, before: &Self) -> Result<(), String> {
        for (about, counter) in
            self.0.iter().filter(|(about, _)| !case.is_changed_on_purpose(about))
        {
            let is_behind = |other: i64| (counter.next - other) * counter.increment.signum() < 0;
            if let Some(earlier) = before.0.get(about) {
                if is_behind(earlier.next) {
                    return Err(format!(
                        "the sequence of {about} went from {} back to {}",
                        earlier.next, counter.next
                    ));
                }
            } else if let Some(furthest) = counter.furthest
                && is_behind(furthest + counter.increment)
            {
                return Err(format!(
                    "the sequence of {about} gives {} next, and the rows have {furthest}",
                    counter.next
                ));
            }
        }
        Ok(())
    }
}

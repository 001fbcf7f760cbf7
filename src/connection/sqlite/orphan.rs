//! Rows that refer to rows which are not there.

use std::collections::BTreeMap;

use super::Sqlite;
use crate::literal::literal;

/// Which rows of a table refer to what: the values are what a table that is
/// built anew keeps, whatever its rows are numbered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reference {
    table: String,
    parent: String,
    values: String,
}

/// How many rows there are of each, and the number of the first one.
#[derive(Clone, Debug, Default)]
pub(super) struct Orphans(BTreeMap<Reference, (u64, Option<String>)>);

impl Orphans {
    /// Those of the whole database: SQLite looks at every row that refers to another.
    pub(super) async fn of(sqlite: &mut Sqlite) -> Result<Self, sqlx::Error> {
        let groups = "SELECT \"table\", parent, CAST(fkid AS TEXT), CAST(count(*) AS TEXT), \
                      CAST(min(rowid) AS TEXT) FROM pragma_foreign_key_check GROUP BY 1, 2, 3";
        let mut orphans = BTreeMap::new();
        for group in sqlite.run(groups.to_owned()).await? {
            let [Some(table), Some(parent), Some(key), count, first] = group.as_slice() else {
                continue;
            };
            let rows = match first {
                Some(_) => values(sqlite, table, key).await?,
                // A table without row numbers.
                None => vec![vec![Some(String::new()), count.clone(), None]],
            };
            for row in rows {
                let [values, count, first] = row.as_slice() else { continue };
                let reference = Reference {
                    table: table.to_ascii_lowercase(),
                    parent: parent.to_ascii_lowercase(),
                    values: values.clone().unwrap_or_default(),
                };
                let count = count.as_deref().and_then(|count| count.parse().ok()).unwrap_or(1);
                let entry = orphans.entry(reference).or_insert((0_u64, first.clone()));
                entry.0 += count;
            }
        }
        Ok(Self(orphans))
    }

    /// Those of them that were not there before.
    pub(super) fn since(&self, before: &Self) -> Self {
        let new = self.0.iter().filter_map(|(reference, (count, first))| {
            let known = before.0.get(reference).map_or(0, |(count, _)| *count);
            let new = count.checked_sub(known).filter(|new| *new > 0)?;
            Some((reference.clone(), (new, first.clone())))
        });
        Self(new.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each in words, twenty at most.
    pub(super) fn in_words(&self) -> Vec<String> {
        let words =
            self.0.iter().take(20).map(|(Reference { table, parent, values }, (count, first))| {
                let row = first
                    .as_ref()
                    .map_or_else(|| "a row".to_owned(), |first| format!("row {first}"));
                let more = if *count > 1 {
                    format!(" (and {} like it)", count - 1)
                } else {
                    String::new()
                };
                let values = if values.is_empty() { String::new() } else { format!(": {values}") };
                format!(
                    "{row} of {table}{more} refers to a row of {parent} that is not there{values}"
                )
            });
        words.collect()
    }
}

/// What the rows that violate one key refer to, how many do, and the first.
async fn values(
    sqlite: &mut Sqlite,
    table: &str,
    key: &str,
) -> Result<Vec<super::TextRow>, sqlx::Error> {
    let name = literal(table);
    let columns = format!(
        "SELECT group_concat('quote(\"' || replace(\"from\", '\"', '\"\"') || '\")', ' || '', '' || ') \
         FROM (SELECT \"from\" FROM pragma_foreign_key_list({name}) WHERE id = {key} ORDER BY seq)"
    );
    let columns = sqlite.run(columns).await?.into_iter().flatten().flatten().next();
    let columns = columns.unwrap_or_else(|| "''".to_owned());
    let table = table.replace('"', "\"\"");
    sqlite
        .run(format!(
            "SELECT {columns}, CAST(count(*) AS TEXT), CAST(min(rowid) AS TEXT) FROM main.\"{table}\" \
             WHERE rowid IN (SELECT rowid FROM pragma_foreign_key_check({name}) WHERE fkid = {key}) \
             GROUP BY 1"
        ))
        .await
}

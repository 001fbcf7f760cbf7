//! Pairs on PostgreSQL.

use super::bench::{Bench, Defect};
use super::flow;
use super::pair::Pair;
use super::rows::{ColumnOfRows, Rows, TableRows};
use super::tally::{Outcome, Tally};
use crate::judge::postgres::{Seen, Sight};
use schemalane_schema::{Database, Engine, Options};
use schemalane_testkit::Server;

/// Rights are the same in both, and the order of columns does not count.
const SIGHT: Sight = Sight { rights: false, column_order: false };

struct Postgres {
    database: schemalane_testkit::Database,
    wanted: schemalane_testkit::Database,
    is_online: bool,
}

/// What is printed of a pair, and what is tried: the current schema with those rows that it takes.
pub(crate) fn current(pair: &Pair) -> Result<String, String> {
    script(&Server::shared().database(), pair)
}

/// Makes the current schema, and gives what made it.
fn script(database: &schemalane_testkit::Database, pair: &Pair) -> Result<String, String> {
    let mut script = pair.current.script();
    let mut client = database.client();
    client.simple(&script).map_err(|error| error.to_string())?;
    for insert in pair.inserts() {
        if client.simple(&insert).is_ok() {
            script += &format!("{insert};\n");
        }
    }
    Ok(script)
}

pub(crate) fn run(pair: &Pair, tally: &Tally, defect: Option<Defect>) -> Result<(), String> {
    let (database, wanted) = (Server::shared().database(), Server::shared().database());
    let script = pair.wanted().script();
    let make_wanted = || wanted.client().simple(&script).map_err(|error| error.to_string());
    if let Err(reason) = self::script(&database, pair).and_then(|_| make_wanted()) {
        tally.count(Outcome::Invalid(reason));
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bench = Postgres { database, wanted, is_online: pair.is_online };
    runtime.block_on(flow::check(&bench, &script, tally, defect))
}

impl Bench for Postgres {
    fn engine(&self, options: Options) -> Engine {
        let connect = self.database.url().parse().expect("the test kit's URLs are right");
        // A schema that is not wanted any more is managed only where somebody says so.
        let options = options.schema("other");
        let options = if self.is_online { options.online() } else { options };
        Engine::new(Database::postgres(connect), options)
    }

    fn is_one_transaction(&self) -> bool {
        !self.is_online
    }

    fn dump(&self) -> String {
        format!("{:?}{:?}", Seen::read(&self.database, SIGHT).schema, self.rows())
    }

    fn differences(&self) -> Vec<String> {
        Seen::read(&self.database, SIGHT).differences(&Seen::read(&self.wanted, SIGHT))
    }

    fn rows(&self) -> Rows {
        let mut client = self.database.client();
        let list = client
            .simple(
                "SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname,
                        format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod),
                        a.attgenerated <> '',
                        (
                            SELECT CASE m.nspname WHEN 'public' THEN '' ELSE m.nspname || '.' END || p.relname
                            FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                            JOIN pg_namespace m ON m.oid = p.relnamespace WHERE i.inhrelid = c.oid
                        )
                 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'other')
                   AND c.relname <> '_schema_migration' ORDER BY c.oid, a.attnum",
            )
            .expect("the catalogue can be read");
        let mut rows = Rows::new();
        let mut names = std::collections::BTreeMap::new();
        for row in list.rows {
            let row: [Option<String>; 6] = row.try_into().expect("six texts");
            let [Some(table), Some(quoted), Some(name), Some(data_type), generated, parent] = row
            else {
                panic!("a column has a table, a name and a type");
            };
            let generated = generated.unwrap_or_default();
            names.insert(table.clone(), quoted);
            let columns = &mut rows
                .entry(table)
                .or_insert_with(|| TableRows { columns: Vec::new(), rows: Vec::new(), parent })
                .columns;
            columns.push(ColumnOfRows { name, data_type, is_generated: generated == "t" });
        }
        for (table, found) in &mut rows {
            let values: Vec<String> =
                found.columns.iter().map(|column| format!("\"{}\"::text", column.name)).collect();
            let query = format!("SELECT {} FROM {}", values.join(", "), names[table]);
            let reply = client.simple(&query).expect("the table can be read");
            let text = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
            found.rows =
                reply.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect();
        }
        rows
    }

    fn soundness(&self) -> Result<(), String> {
        Ok(())
    }

    fn by_hand(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn spoil(&self, defect: Defect) {
        let tables = self.rows();
        let filled = tables.iter().find(|(_, table)| !table.rows.is_empty());
        let sql = match (defect, filled, tables.keys().next()) {
            (Defect::Row, Some((table, _)), _) => format!("TRUNCATE {} CASCADE", quoted(table)),
            (Defect::Column, _, Some(table)) => {
                format!("ALTER TABLE {} ADD COLUMN spoilt integer", quoted(table))
            }
            _ => return,
        };
        self.database.client().simple(&sql).expect("the table is there");
    }
}

fn quoted(table: &str) -> String {
    table.split('.').map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(".")
}

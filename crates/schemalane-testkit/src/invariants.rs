//! What must hold after every fault.

use std::thread;
use std::time::{Duration, Instant};

use crate::client::Reply;
use crate::database::Database;
use crate::expectations::{Expectations, Row};

/// Panics with everything that does not hold: each version that is applied stands once in the history and was carried
/// out once; nothing that is not applied was carried out; ranks have no holes; what is applied has no gap. Within the
/// bound, no advisory lock and no busy session of the application is left in this database.
///
/// ```no_run
/// use schemalane_testkit::{Expectations, Server, assert_sound};
///
/// let database = Server::shared().database();
/// // ... a run that was disturbed
/// assert_sound(&database, &Expectations::of(&["1", "2", "3"]));
/// // ... a second run that was not
/// assert_sound(&database, &Expectations::of(&["1", "2", "3"]).applied(3));
/// ```
pub fn assert_sound(database: &Database, expectations: &Expectations) {
    assert_released(database, &expectations.application, expectations.bound);
    let Expectations { schema, history, .. } = expectations;
    let rows = "select installed_rank, coalesce(version, ''), success from {table}";
    let rows = table(database, schema, history, rows).rows;
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let probe = table(database, schema, "probe", "select version from {table}").rows;
    let probe: Vec<_> = probe.into_iter().flatten().map(Option::unwrap_or_default).collect();
    expectations.assert_rows(&rows, &probe);
}

/// Waits until no advisory lock is left in this database, and no session whose application's name begins with
/// `application` is busy: active, or idle in a transaction. Panics with what is left when that takes too long.
pub fn assert_released(database: &Database, application: &str, within: Duration) {
    const PAUSE: Duration = Duration::from_millis(20);
    let start = Instant::now();
    loop {
        let left = left_over(database, application);
        if left.is_empty() {
            return;
        }
        let list = left.join("\n  ");
        assert!(start.elapsed() < within, "still there after {within:?}:\n  {list}");
        thread::sleep(PAUSE);
    }
}

fn left_over(database: &Database, application: &str) -> Vec<String> {
    let locks = database.psql(
        "select format('process %s has the advisory lock %s %s', pid, classid, objid) from pg_catalog.pg_locks \
         where locktype = 'advisory' and database = \
         (select oid from pg_catalog.pg_database where datname = current_database())",
    );
    let sessions = database.sessions().into_iter();
    let busy = sessions.filter(|it| it.application.starts_with(application) && it.state != "idle");
    let busy =
        busy.map(|it| format!("process {} ({}) is {}", it.process, it.application, it.state));
    locks.lines().map(str::to_owned).chain(busy).collect()
}

fn table(database: &Database, schema: &str, table: &str, sql: &str) -> Reply {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let name = format!("{}.{}", quoted(schema), quoted(table));
    if database.psql(&format!("select to_regclass('{}')", name.replace('\'', "''"))) == "NULL" {
        return Reply::default();
    }
    let sql = sql.replace("{table}", &name);
    database.client().simple(&sql).unwrap_or_else(|failure| panic!("{failure}, in: {sql}"))
}

fn row(values: Vec<Option<String>>) -> Row {
    let [rank, version, success] =
        <[_; 3]>::try_from(values).expect("three columns").map(Option::unwrap_or_default);
    Row { rank: rank.parse().expect("a rank is a number"), version, success: success == "t" }
}

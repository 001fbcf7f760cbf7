//! What the last execution has verified is not tried again, as long as nothing has changed. Databases are counted.

use super::super::{Files, Lab, Progress, files};
use schemalane_schema::{Database, Engine, Options};
use schemalane_testkit::{Proxy, Server};

const WANTED: &str =
    "create table t (id int primary key, kind varchar(5) check (kind in ('a', 'b')));
    create view v as select id from t where kind in ('a', 'b')";

/// A database behind a proxy that counts.
struct Counted {
    lab: Lab,
    proxy: Proxy,
}

impl Counted {
    fn new(sql: &str) -> Self {
        Self { lab: Lab::new(sql), proxy: Proxy::before(Server::shared()) }
    }

    fn engine(&self, options: Options) -> Engine {
        let url = self.proxy.url_for(&self.lab.database);
        Engine::new(Database::postgres(url.parse().unwrap()), options)
    }

    async fn execute(&self, wanted: &str) {
        let engine = self.engine(Options::new());
        let plan = engine.plan(&files(wanted)).await.unwrap();
        engine.execute(&files(wanted), &plan, None, &Progress::new()).await.unwrap();
        self.proxy.take();
    }

    /// Plans, and gives whether there is something to do and how many databases were made to find out.
    async fn plan(&self, files: &Files, options: Options) -> (bool, usize) {
        let plan = self.engine(options).plan(files).await.unwrap();
        let queries = self.proxy.take().queries;
        let made = queries.iter().filter(|query| query.starts_with("CREATE DATABASE")).count();
        (!plan.is_empty(), made)
    }
}

#[tokio::test]
async fn nothing_is_tried_while_nothing_changes() {
    let counted = Counted::new("");
    counted.execute(WANTED).await;
    let wanted = files(WANTED);
    assert_eq!(counted.plan(&wanted, Options::new()).await, (false, 0));
    let elsewhere = Files::from_texts([("other/name.sql", WANTED)]);
    assert_eq!(counted.plan(&elsewhere, Options::new().online()).await, (false, 0));
    assert_eq!(counted.lab.engine().log().await.unwrap().len(), 1);
    let plan = counted.engine(Options::new()).plan(&wanted).await.unwrap();
    counted
        .engine(Options::new())
        .execute(&wanted, &plan, Some("nothing to do, and said so"), &Progress::new())
        .await
        .unwrap();
}

#[tokio::test]
async fn whatever_changes_is_looked_at() {
    let counted = Counted::new("");
    counted.execute(WANTED).await;
    let wanted = files(WANTED);
    let (_, made) = counted.plan(&files(&format!("{WANTED} -- so to speak")), Options::new()).await;
    assert!(made > 0, "the text of the files");
    for options in [
        Options::new().column_order(),
        Options::new().authorisation(),
        Options::new().ignore("other"),
        Options::new().schema("other"),
    ] {
        let (_, made) = counted.plan(&wanted, options.clone()).await;
        assert!(made > 0, "{options:?}");
    }
    for change in [
        "alter table t add column more int",
        "comment on table t is 'other'",
        "create index i on t (kind)",
        "create function f() returns int language sql return 1",
        "create or replace view v as select id from t",
        "alter table t alter kind set statistics 7",
    ] {
        counted.lab.database.psql(&format!("begin; {change}; commit"));
        let (differs, made) = counted.plan(&wanted, Options::new()).await;
        assert!(differs && made > 0, "{change}");
        counted.execute(WANTED).await;
        assert_eq!(counted.plan(&wanted, Options::new()).await, (false, 0), "after {change}");
    }
    counted.lab.database.psql(
        "do $$ begin execute format('alter database %I set transform_null_equals = on', current_database()); end $$",
    );
    let (_, made) = counted.plan(&wanted, Options::new()).await;
    assert!(made > 0, "a setting of the database");
}

#[tokio::test]
async fn what_nobody_has_verified_is_tried_each_time_and_nothing_is_written() {
    let counted = Counted::new("create table t (id int)");
    for _ in 0..2 {
        let (differs, made) = counted.plan(&files("create table t (id int)"), Options::new()).await;
        assert!(!differs && made > 0);
    }
    let log = "select to_regclass('_schema_migration') is null";
    assert_eq!(counted.lab.database.psql(log), "t");
}

/// A database that somebody else has made, and that has nothing to do, is known after one row in the log.
#[tokio::test]
async fn an_empty_plan_with_a_message_is_remembered() {
    let counted = Counted::new(WANTED);
    let (engine, wanted) = (counted.engine(Options::new()), files(WANTED));
    let plan = engine.plan(&wanted).await.unwrap();
    assert!(plan.is_empty());
    engine.execute(&wanted, &plan, Some("taken over"), &Progress::new()).await.unwrap();
    counted.proxy.take();
    assert_eq!(counted.plan(&wanted, Options::new()).await, (false, 0));
}

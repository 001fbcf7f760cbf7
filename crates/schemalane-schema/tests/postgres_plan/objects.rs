//! Objects that are no tables.

use super::super::{Lab, Transaction, goes, goes_with};
use schemalane_schema::{Error, Options};
use schemalane_testkit::Server;

#[tokio::test]
async fn enums_get_values_in_their_places() {
    let (_, plan) = goes(
        "create type mood as enum ('b', 'd'); create table t (m mood default 'b')",
        "insert into t values ('d')",
        "create type mood as enum ('a', 'b', 'c', 'd', 'e'); create table t (m mood default 'e')",
    )
    .await;
    assert!(plan.steps.iter().any(|step| step.transaction == Transaction::Own));
}

#[tokio::test]
async fn enums_lose_values_by_a_new_type() {
    let (lab, _) = goes(
        "create type mood as enum ('a', 'b', 'c'); create table t (m mood not null default 'b', l mood[]);
         create view v as select m from t; create index by_m on t (m)",
        "insert into t values ('a', '{a,b}')",
        "create type mood as enum ('b', 'a'); create table t (m mood not null default 'a', l mood[]);
         create view v as select m from t; create index by_m on t (m)",
    )
    .await;
    assert_eq!(lab.database.psql("select m, l from t"), "a\t{a,b}");
}

#[tokio::test]
async fn types_come_change_and_go() {
    goes(
        "create domain email as text check (value like '%@%'); create type pair as (a int, b text);
         create type old as enum ('x'); create table t (e email, o old)",
        "insert into t values ('a@b', 'x')",
        "create domain email as text default 'x@y' not null constraint long check (length(value) > 2);
         create type pair as (b text, c int); create table t (e email, o text);
         comment on domain email is 'mail'",
    )
    .await;
}

#[tokio::test]
async fn sequences_change_and_keep_where_they_stand() {
    let (lab, _) = goes(
        "create sequence s; create sequence gone",
        "select nextval('s'); select nextval('s')",
        "create sequence s as int increment by 2 maxvalue 1000 cycle",
    )
    .await;
    assert_eq!(lab.database.psql("select nextval('s')"), "4");
}

#[tokio::test]
async fn views_are_replaced_where_that_can_be() {
    let (_, plan) = goes(
        "create table t (a int, b text); create view v as select a from t; create view w as select a from v",
        "",
        "create table t (a int, b text); create view v as select a, b from t where a > 0; create view w as select a from v",
    )
    .await;
    assert!(plan.to_sql().contains("CREATE OR REPLACE"), "{}", plan.to_sql());
    goes(
        "create table t (a int, b text); create view v as select a, b from t;
         create view w as select b from v; comment on view w is 'kept'",
        "",
        "create table t (a int, b text); create view v as select b from t; create view w as select b from v; comment on view w is 'kept'",
    )
    .await;
}

#[tokio::test]
async fn materialised_views_are_made_anew_with_their_indexes() {
    let schema = |query: &str| {
        format!(
            "create table t (a int); create materialized view m as {query}; create unique index by_a on m (a)"
        )
    };
    let (lab, _) = goes(
        &schema("select a from t"),
        "insert into t values (1), (2); refresh materialized view m",
        &schema("select a + 1 as a from t"),
    )
    .await;
    assert_eq!(lab.database.psql("select max(a) from m"), "3");
}

#[tokio::test]
async fn routines_and_triggers_change() {
    let schema = |returns: &str, body: &str, event: &str| {
        format!(
            "create function f(x int) returns {returns} language sql immutable as $$ select {body} $$;
             create view uses as select f(1) as y;
             create function tr() returns trigger language plpgsql as $$ begin return new; end $$;
             create table t (a int); create trigger g before {event} on t for each row execute function tr();
             create procedure p() language sql as $$ select 1 $$"
        )
    };
    let (lab, _) =
        goes(&schema("int", "x + 1", "insert"), "", &schema("int", "x + 2", "update")).await;
    assert_eq!(lab.database.psql("select y from uses"), "3");
    let (lab, _) = goes_with(lab, &schema("bigint", "x::bigint + 3", "update")).await;
    assert_eq!(lab.database.psql("select y from uses"), "4");
    goes_with(lab, "create table t (a int)").await;
}

#[tokio::test]
async fn policies_change() {
    let table = "create table t (a int); alter table t enable row level security";
    goes(
        &format!("{table}; create policy p on t for select using (a > 0); create policy q on t using (true)"),
        "",
        &format!("{table}; create policy p on t for select using (a > 1); create policy q on t for insert with check (a > 3)"),
    )
    .await;
}

#[tokio::test]
async fn indexes_change_in_place_and_online() {
    let schema = |index: &str| format!("create table t (a int, b int); {index}");
    let before = schema("create index i on t (a); create index gone on t (b)");
    let after =
        schema("create unique index i on t (a, b) where a > 0; create index lower on t ((a + b))");
    goes(&before, "insert into t values (1, 1)", &after).await;
    let mut lab = Lab::new(&before);
    lab.options = Options::new().online();
    let (_, plan) = goes_with(lab, &after).await;
    assert!(plan.to_sql().contains("CONCURRENTLY"), "{}", plan.to_sql());
}

#[tokio::test]
async fn constraints_are_validated_apart_online() {
    let mut lab = Lab::new(
        "create table o (id int primary key); create table t (o int); insert into t values (null)",
    );
    lab.options = Options::new().online();
    let after = "create table o (id int primary key); create table t (o int references o constraint c check (o > 0))";
    let (_, plan) = goes_with(lab, after).await;
    assert_eq!(plan.to_sql().matches("VALIDATE").count(), 2, "{}", plan.to_sql());
}

#[tokio::test]
async fn schemas_and_extensions_come_and_go() {
    let after =
        "create schema app; create extension citext schema app; create table app.t (a app.citext)";
    let (lab, _) = goes("select 1", "", after).await;
    drop(lab);
    let lab = Lab::new("create schema app");
    goes_with(lab, "create schema app; create table app.t (a int)").await;
}

#[tokio::test]
async fn rights_come_back_also_where_the_scratch_server_has_no_such_roles() {
    let elsewhere = Server::start(&[]);
    let scratch = elsewhere.database();
    let mut lab = Lab::new("create table t (a int); create view v as select a from t");
    let reader = lab.database.role_name("reader");
    lab.database.role("reader", "grant select on v to {role} with grant option");
    lab.options = Options::new().scratch(scratch.url().parse().unwrap());
    let (lab, plan) =
        goes_with(lab, "create table t (a bigint); create view v as select a from t").await;
    assert!(plan.to_sql().contains("GRANT SELECT ON TABLE public.v"), "{}", plan.to_sql());
    let question =
        format!("select has_table_privilege('{reader}', 'v', 'select with grant option')");
    assert_eq!(lab.database.psql(&question), "t");
}

#[tokio::test]
async fn a_circle_is_told() {
    let lab = Lab::new("");
    let error =
        lab.plan("create table t (a int) partition by list (a); create table t (b int)").await;
    assert!(matches!(error, Err(Error::Statement { .. })), "{error:?}");
}

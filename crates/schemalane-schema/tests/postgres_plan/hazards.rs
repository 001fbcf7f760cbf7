//! What the real rows say to a plan.

use super::super::{Error, HazardKind, Lab, Severity, files};
use schemalane_schema::{Database, Engine, Options};

async fn worst(before: &str, after: &str) -> Vec<(HazardKind, String, Severity, String)> {
    let lab = Lab::new(before);
    let plan = lab.plan(after).await.unwrap();
    plan.steps
        .iter()
        .flat_map(|step| &step.hazards)
        .filter(|hazard| hazard.severity == Severity::Refused)
        .map(|hazard| (hazard.kind, hazard.object.clone(), hazard.severity, hazard.message.clone()))
        .collect()
}

async fn refuses(before: &str, after: &str, kind: HazardKind, object: &str, words: &str) {
    let found = worst(before, after).await;
    assert!(
        found
            .iter()
            .any(|hazard| hazard.0 == kind && hazard.1 == object && hazard.3.contains(words)),
        "{found:?}"
    );
}

#[tokio::test]
async fn what_deletes_data_is_refused_and_what_does_not_is_noted() {
    let before = "create table t (a int, b text); insert into t values (1, 'x'), (2, null)";
    refuses(before, "create table t (a int)", HazardKind::DeleteData, "t.b", "1 value is lost")
        .await;
    refuses(before, "create table u (a text)", HazardKind::DeleteData, "t", "2 rows are lost")
        .await;
    assert!(worst("create table t (a int, b text)", "create table t (a int)").await.is_empty());
}

#[tokio::test]
async fn rows_that_break_what_is_wanted_are_counted_and_named() {
    let before =
        "create table o (id int primary key); create table t (id int primary key, a int, b int);
                  insert into t values (1, null, 7), (2, 5, 8), (3, 5, 9)";
    let o = "create table o (id int primary key)";
    let t = |rest: &str| format!("{o}; create table t (id int primary key, {rest})");
    let may = HazardKind::MayFail;
    refuses(before, &t("a int not null, b int"), may, "t.a", "1 row with a null there: 1").await;
    refuses(
        before,
        &t("a int constraint once unique, b int"),
        may,
        "t.once",
        "2 rows share their key with others: 5",
    )
    .await;
    refuses(
        before,
        &t("a int, b int constraint small check (b < 8)"),
        may,
        "t.small",
        "2 rows break it: 2; 3",
    )
    .await;
    refuses(
        before,
        &t("a int constraint fk references o, b int"),
        may,
        "t.fk",
        "2 rows refer to what is not there: 5; 5",
    )
    .await;
    refuses(before, &t("a int, b int, c int not null"), may, "t.c", "3 rows would have no value")
        .await;
}

#[tokio::test]
async fn conversions_are_tried_on_every_value() {
    let before = "create table t (a text, b numeric(10,4)); insert into t values ('x', 1.2345)";
    let lossy = HazardKind::LossyConversion;
    refuses(
        before,
        "create table t (a int, b numeric(10,4))",
        HazardKind::MayFail,
        "t.a",
        "does not become",
    )
    .await;
    refuses(before, "create table t (a text, b numeric(10,2))", lossy, "t.b", "1 row").await;
    assert!(worst(before, "create table t (a varchar(3), b numeric(12,4))").await.is_empty());
}

#[tokio::test]
async fn a_label_in_use_is_refused() {
    refuses(
        "create type m as enum ('a', 'b'); create table t (m m); insert into t values ('a')",
        "create type m as enum ('b'); create table t (m m)",
        HazardKind::MayFail,
        "t.m",
        "with a value that goes",
    )
    .await;
}

#[tokio::test]
async fn rows_are_asked_under_their_old_names() {
    refuses(
        "create table people (id int primary key, nick text); insert into people values (1, null)",
        "create table users ( -- @renamed from=people
           id int constraint people_pkey primary key,
           name text not null -- @renamed from=nick
         )",
        HazardKind::MayFail,
        "users.name",
        "with a null there: 1",
    )
    .await;
}

#[tokio::test]
async fn what_is_refused_is_not_executed() {
    let lab = Lab::new("create table t (a int); insert into t values (1)");
    let error = lab.execute("create table u (b text)").await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert_eq!(lab.database.psql("select count(*) from t"), "1");
}

/// A policy that is forced hides rows from the owner too, and nobody may take hidden rows for none.
#[tokio::test]
async fn rows_that_a_policy_hides_are_not_taken_for_none() {
    let lab = Lab::new(
        "create table t (id int, a int); insert into t values (1, 1);
         alter table t enable row level security; alter table t force row level security",
    );
    let owner = lab.database.role(
        "owner",
        "alter role {role} createdb; alter table t owner to {role}; grant usage, create on schema public to {role}",
    );
    let engine = Engine::new(Database::postgres(owner.parse().unwrap()), Options::new());
    let after = "create table t (id int constraint filled check (id > 1));
        alter table t enable row level security; alter table t force row level security";
    let plan = engine.plan(&files(after)).await.unwrap();
    let hazards: Vec<_> = plan.steps.iter().flat_map(|step| &step.hazards).collect();
    let says = |kind, severity, words: &str| {
        hazards.iter().any(|hazard| {
            hazard.kind == kind && hazard.severity == severity && hazard.message.contains(words)
        })
    };
    assert!(
        says(HazardKind::DeleteData, Severity::Refused, "how many cannot be asked"),
        "{hazards:?}"
    );
    assert!(says(HazardKind::MayFail, Severity::Warning, "cannot be asked"), "{hazards:?}");
}

/// A question may call what somebody has written, and that must not write.
#[tokio::test]
async fn a_question_writes_nothing() {
    let lab = Lab::new(
        "create table seen (a int); create table t (a int); insert into t values (1);
         create function f(n int) returns boolean language plpgsql as
         'begin insert into seen values (n); return true; end'",
    );
    let after = "create table seen (a int); create table t (a int constraint c check (f(a)));
         create function f(n int) returns boolean language plpgsql as
         'begin insert into seen values (n); return true; end'";
    let plan = lab.plan(after).await.unwrap();
    assert!(plan.to_sql().contains("cannot be asked beforehand"), "{}", plan.to_sql());
    assert_eq!(lab.database.psql("select count(*) from seen"), "0");
}

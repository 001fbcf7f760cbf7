//! Plans on PostgreSQL, executed: each kind of change leads to the wanted schema, and a second plan is empty.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use schemalane_schema::{
    Approval, Database, Engine, Error, Files, HazardKind, Options, Plan, Progress, Severity,
    Transaction,
};
use schemalane_testkit::{Database as Throwaway, Server};

mod postgres_plan {
    mod execution;
    mod hazards;
    mod objects;
    mod online;
    mod tables;
    mod verified;
}

/// A database of the throwaway server, and the engine for it.
struct Lab {
    database: Throwaway,
    options: Options,
}

impl Lab {
    fn new(sql: &str) -> Self {
        let database = Server::shared().database();
        if !sql.is_empty() {
            database.psql(sql);
        }
        Self { database, options: Options::new() }
    }

    fn engine(&self) -> Engine {
        let connect = self.database.url().parse().unwrap();
        Engine::new(Database::postgres(connect), self.options.clone())
    }

    async fn plan(&self, wanted: &str) -> Result<Plan, Error> {
        self.engine().plan(&files(wanted)).await
    }

    async fn execute(&self, wanted: &str) -> Result<Plan, Error> {
        let plan = self.plan(wanted).await?;
        self.engine().execute(&files(wanted), &plan, None, &Progress::new()).await?;
        Ok(plan)
    }
}

fn files(sql: &str) -> Files {
    Files::from_texts([("schema.sql", sql)])
}

/// Goes from one schema to another with some rows between, and checks that nothing is left to do.
async fn goes(before: &str, rows: &str, after: &str) -> (Lab, Plan) {
    goes_with(Lab::new(&format!("{before};{rows}")), after).await
}

async fn goes_with(mut lab: Lab, after: &str) -> (Lab, Plan) {
    let plan = lab.plan(after).await.unwrap_or_else(|error| panic!("no plan: {error}"));
    // What is refused is approved here: the tests of the hazards look at them.
    for (_, hazard) in plan.refused() {
        lab.options = lab.options.allow(Approval::of(hazard));
    }
    let plan =
        lab.execute(after).await.unwrap_or_else(|error| panic!("{error}\n{}", plan.to_sql()));
    // Another text, so that it is not answered by what the execution has found.
    let again = lab.plan(&format!("{after}\n-- again")).await.unwrap();
    assert!(again.is_empty(), "left to do:\n{}", again.to_sql());
    assert!(!plan.is_empty());
    (lab, plan)
}

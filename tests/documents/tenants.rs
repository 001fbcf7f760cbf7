//! The recipe of tenants, as docs/recipes.md shows it, on a database.

use std::{env, error::Error, path::Path};

use schemalane::{
    Config, Identifier, RunReport,
    sea_orm::{ConnectionTrait as _, Database, DatabaseConnection},
};
use schemalane_testkit::{Command, Server};

use crate::{document, is_shown, migrations};

const RECIPES: &str = include_str!("../../docs/recipes.md");

// shown: begin
/// Makes a tenant's schema, if it is new, and migrates it.
async fn admit(db: &DatabaseConnection, tenant: &Identifier) -> Result<RunReport, Box<dyn Error>> {
    db.execute_unprepared(&format!("CREATE SCHEMA IF NOT EXISTS {}", tenant.quoted())).await?;
    let config = Config::new().schema(tenant.clone());
    Ok(migrations::build_migrator(config).up(db).await?)
}

/// Migrates all of them, and gives those that are behind.
async fn admit_all(
    db: &DatabaseConnection,
    tenants: &[Identifier],
) -> Vec<(Identifier, Box<dyn Error>)> {
    let mut behind = Vec::new();
    for tenant in tenants {
        if let Err(error) = admit(db, tenant).await {
            behind.push((tenant.clone(), error));
        }
    }
    behind
}
// shown: end

/// A third tenant has what the migrations make already, and no history.
const WITH_A_STRANGER: &str = "CREATE SCHEMA tenant_hooli; CREATE TABLE tenant_hooli.account ()";

#[tokio::test]
async fn an_application_admits_its_tenants() {
    is_shown(RECIPES, include_str!("tenants.rs"));
    let database = Server::shared().database();
    let _made = database.psql(WITH_A_STRANGER);
    let db = Database::connect(database.url()).await.unwrap();
    let names = ["tenant_acme", "tenant_hooli", "Tenant \"Umbrella\""];
    let tenants = names.map(|name| Identifier::new(name).unwrap());
    let behind = admit_all(&db, &tenants).await;
    assert_eq!(behind.len(), 1, "{behind:?}");
    assert_eq!(behind[0].0.as_str(), "tenant_hooli");
    let histories = "SELECT count(*) FROM pg_tables WHERE tablename = 'flyway_schema_history'";
    assert_eq!(database.psql(histories), "2");
    assert_eq!(admit(&db, &tenants[2]).await.unwrap().already_applied, 3);
}

#[test]
fn a_script_migrates_every_tenant_and_names_those_that_are_behind() {
    let database = Server::shared().database();
    let _made = database.psql(WITH_A_STRANGER);
    let _made = database.psql("CREATE SCHEMA tenant_acme; CREATE SCHEMA tenant_umbrella");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("migrations")).unwrap();
    let file = folder.path().join("migrations/V1__create_accounts.sql");
    std::fs::write(file, "CREATE TABLE account (id integer);\n").unwrap();

    let program = Path::new(env!("CARGO_BIN_EXE_schemalane")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
    let run = Command::new("sh").args(["-eu", "-c", document::file(RECIPES, "tenants.sh")]);
    let run = run.env("PATH", path).env("DATABASE_URL", database.url()).folder(folder.path());
    let output = run.run().expect(1);
    assert!(output.stdout.ends_with("\nbehind: tenant_hooli:3\n"), "{output:?}");
    let made = "SELECT schemaname FROM pg_tables WHERE tablename = 'account' \
        AND schemaname <> 'tenant_hooli' ORDER BY 1";
    assert_eq!(database.psql(made), "tenant_acme\ntenant_umbrella");
}

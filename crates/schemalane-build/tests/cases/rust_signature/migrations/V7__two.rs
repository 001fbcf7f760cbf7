pub async fn migrate(db: &DatabaseConnection, schema: &str) {}

pub async fn migrate(db: DatabaseConnection) {}

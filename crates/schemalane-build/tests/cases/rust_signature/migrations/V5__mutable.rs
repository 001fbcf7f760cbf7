pub async fn migrate(db: &mut DatabaseConnection) {}

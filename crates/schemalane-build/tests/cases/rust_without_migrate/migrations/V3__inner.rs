mod inner {
    pub async fn migrate(db: &schemalane::DatabaseConnection) {}
}

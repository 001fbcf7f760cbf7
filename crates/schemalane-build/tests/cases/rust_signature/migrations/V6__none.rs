pub async fn migrate() {}

pub async fn migrate(db: &sqlx::PgPool) {}

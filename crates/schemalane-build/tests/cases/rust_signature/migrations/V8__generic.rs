pub async fn migrate<C: ConnectionTrait>(db: &C) {}

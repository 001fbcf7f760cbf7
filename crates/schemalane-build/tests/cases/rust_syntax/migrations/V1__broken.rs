pub async fn migrate(db: &DatabaseConnection) {
    let x = ;
}

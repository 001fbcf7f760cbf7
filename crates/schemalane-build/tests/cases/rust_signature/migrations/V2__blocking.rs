pub fn migrate(db: &DatabaseConnection) {}

fn migrate() {}

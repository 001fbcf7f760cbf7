SELECT "where", "check" FROM "select"

SELECT "group", "table" FROM "order"

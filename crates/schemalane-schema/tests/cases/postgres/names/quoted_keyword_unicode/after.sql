SELECT "größe", "a""b", "user" FROM "Käse"

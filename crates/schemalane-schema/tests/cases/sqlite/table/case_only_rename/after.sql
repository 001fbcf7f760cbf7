SELECT name FROM sqlite_schema WHERE name = 'users'

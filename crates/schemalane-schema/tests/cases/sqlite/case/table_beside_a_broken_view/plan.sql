-- 1. rebuild table users: name is Users, wanted users (wanted.sql:2)
--    note: behaviour-change:users: name is Users, wanted users: SQLite takes both for the same, applications may not
--    note: rewrite-table:users: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_users" (Id INTEGER PRIMARY KEY);
INSERT OR ABORT INTO "schemalane_new_users" ("id") SELECT "Users"."id" FROM "Users";
DROP TABLE "Users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- The view v is broken, and was before: no such table: main.gone. Correct it, or take it away.

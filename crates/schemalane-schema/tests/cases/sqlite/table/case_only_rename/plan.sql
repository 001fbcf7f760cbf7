-- 1. rebuild table users: it has name Users, wanted users (wanted.sql:1)
--    note: rewrite-table:users: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_users" (id INTEGER PRIMARY KEY, n TEXT);
INSERT OR ABORT INTO "schemalane_new_users" ("id", "n") SELECT "Users"."id", "Users"."n" FROM "Users";
DROP TABLE "Users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

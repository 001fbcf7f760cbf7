-- 1. rebuild table users (wanted.sql:1)
--    note: rewrite-table:users: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_users" (id INTEGER PRIMARY KEY, n TEXT);
INSERT INTO "schemalane_new_users" ("id", "n") SELECT "Users"."id", "Users"."n" FROM "Users";
DROP TABLE "Users";
ALTER TABLE "schemalane_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

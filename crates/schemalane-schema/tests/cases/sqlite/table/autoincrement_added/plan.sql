-- 1. rebuild table t: AUTOINCREMENT is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "n") SELECT "t"."id", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: column b takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, b BLOB NOT NULL, r REAL, n NUMERIC);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "b", "r", "n") SELECT "t"."id", "t"."b", "t"."r", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

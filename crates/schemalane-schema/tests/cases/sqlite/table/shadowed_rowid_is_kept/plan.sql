-- 1. rebuild table t: column n takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (rowid TEXT, n TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" (_rowid_, "rowid", "n") SELECT "t"._rowid_, "t"."rowid", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: column n takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (n TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "n") SELECT "t".rowid, "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

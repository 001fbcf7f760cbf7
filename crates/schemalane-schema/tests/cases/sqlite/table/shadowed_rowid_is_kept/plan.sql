-- 1. rebuild table t (wanted.sql:1)
--    note: rewrite-table:t: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (rowid TEXT, n TEXT NOT NULL);
INSERT INTO "schemalane_new_t" (_rowid_, "rowid", "n") SELECT "t"._rowid_, "t"."rowid", "t"."n" FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

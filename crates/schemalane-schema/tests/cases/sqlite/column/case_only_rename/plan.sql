-- 1. rebuild table t (wanted.sql:1)
--    note: rewrite-table:t: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (name TEXT);
INSERT INTO "schemalane_new_t" (rowid, "name") SELECT "t".rowid, "t"."name" FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

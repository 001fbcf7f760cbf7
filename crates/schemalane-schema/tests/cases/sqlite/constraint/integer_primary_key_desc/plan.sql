-- 1. rebuild table t (wanted.sql:1)
--    note: rewrite-table:t: 0 rows to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (a INTEGER PRIMARY KEY DESC, b INT);
INSERT INTO "schemalane_new_t" ("a", "b") SELECT "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

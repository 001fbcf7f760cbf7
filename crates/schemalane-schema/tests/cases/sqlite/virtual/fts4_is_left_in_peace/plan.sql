-- 1. rebuild table t: column a has type INT, wanted TEXT (wanted.sql:2)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a TEXT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

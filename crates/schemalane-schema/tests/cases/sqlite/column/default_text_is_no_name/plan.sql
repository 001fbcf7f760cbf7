-- 1. rebuild table t: column a has default 'X', wanted 'x' (wanted.sql:1)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a TEXT DEFAULT 'x', b TEXT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: UNIQUE (a) is not wanted; UNIQUE (a) ON CONFLICT REPLACE is missing (wanted.sql:1)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT UNIQUE ON CONFLICT REPLACE);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: UNIQUE (a DESC) is missing (wanted.sql:1)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INTEGER, PRIMARY KEY (a), UNIQUE (a DESC)) WITHOUT ROWID;
INSERT OR ABORT INTO "schemalane_new_t" ("a") SELECT "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

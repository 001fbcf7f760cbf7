-- 1. rebuild table t: column a takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

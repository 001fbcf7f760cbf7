-- 1. rebuild table t: column a takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL, b INT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. create index i anew (wanted.sql:2)
--    note: index-build:i: rows to read: 1; the database is locked meanwhile
CREATE INDEX i ON t (b) WHERE b > 0;

-- 1. rebuild table t: column low has generated value (lower(a)) VIRTUAL, wanted (lower(a) || '!') VIRTUAL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, a TEXT, low TEXT AS (lower(a) || '!'));
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a") SELECT "t"."id", "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. create index i anew (wanted.sql:2)
--    note: index-build:i: rows to read: 1; the database is locked meanwhile
CREATE INDEX i ON t (low);

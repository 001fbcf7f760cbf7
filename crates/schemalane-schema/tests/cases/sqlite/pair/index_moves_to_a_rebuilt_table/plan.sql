-- 1. drop index i to make it anew
DROP INDEX "i";

-- 2. rebuild table u: column a takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:u: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_u" (a INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_u" (rowid, "a") SELECT "u".rowid, "u"."a" FROM "u";
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;

-- 3. create index i anew (wanted.sql:3)
--    note: index-build:i: rows to read: 2; the database is locked meanwhile
CREATE UNIQUE INDEX i ON u (a);

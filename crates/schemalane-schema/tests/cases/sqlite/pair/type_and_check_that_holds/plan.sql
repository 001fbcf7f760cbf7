-- 1. rebuild table t: column a has type TEXT, wanted INTEGER; CHECK (a <> '') is not wanted; CHECK (typeof(a) = 'integer') is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, a INTEGER CHECK (typeof(a) = 'integer'));
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a") SELECT "t"."id", "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

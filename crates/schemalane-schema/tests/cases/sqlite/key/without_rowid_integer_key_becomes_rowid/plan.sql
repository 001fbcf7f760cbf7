-- 1. rebuild table t: column id is NOT NULL, wanted with nulls; WITHOUT ROWID is not wanted (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, n TEXT);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "n") SELECT "t"."id", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

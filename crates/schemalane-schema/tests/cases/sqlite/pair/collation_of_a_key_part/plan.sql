-- 1. rebuild table t: UNIQUE (a, b) is not wanted; UNIQUE (a COLLATE NOCASE, b) is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a TEXT, b TEXT, UNIQUE (a COLLATE NOCASE, b));
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

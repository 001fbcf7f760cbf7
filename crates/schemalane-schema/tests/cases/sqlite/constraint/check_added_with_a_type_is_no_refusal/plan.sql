-- 1. rebuild table t: column note has type VARCHAR(20), wanted REAL; CHECK (note > -10) is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, note REAL, CHECK (note > -10));
INSERT OR ABORT INTO "schemalane_new_t" ("id", "note") SELECT "t"."id", "t"."note" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

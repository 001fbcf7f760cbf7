-- 1. rebuild table t: column Id is to be written id; column N is to be written n; column n takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: behaviour-change:t: column Id is to be written id: SQLite takes both for the same, applications may not
--    note: behaviour-change:t: column N is to be written n: SQLite takes both for the same, applications may not
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, n TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "n") SELECT "t"."id", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

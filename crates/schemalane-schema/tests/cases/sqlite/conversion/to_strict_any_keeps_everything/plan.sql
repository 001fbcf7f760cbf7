-- 1. rebuild table t: column a has type TEXT, wanted ANY; STRICT is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 3; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, a ANY) STRICT;
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a") SELECT "t"."id", "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

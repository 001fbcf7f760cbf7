-- 1. rebuild table t: column flag has type BOOLEAN, wanted INTEGER; CHECK (flag IN (0, 1)) is missing; STRICT is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 3; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, flag INTEGER CHECK (flag IN (0, 1))) STRICT;
INSERT OR ABORT INTO "schemalane_new_t" ("id", "flag") SELECT "t"."id", "t"."flag" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

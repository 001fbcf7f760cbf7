-- 1. rebuild table p: UNIQUE (code) is missing (wanted.sql:1)
--    note: rewrite-table:p: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_p" (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
INSERT OR ABORT INTO "schemalane_new_p" ("id", "code") SELECT "p"."id", "p"."code" FROM "p";
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;

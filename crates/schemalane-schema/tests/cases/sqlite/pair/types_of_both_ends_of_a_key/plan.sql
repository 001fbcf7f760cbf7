-- 1. rebuild table c: column p has type TEXT, wanted INTEGER (wanted.sql:2)
--    note: rewrite-table:c: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY, p INTEGER REFERENCES p (code));
INSERT OR ABORT INTO "schemalane_new_c" ("id", "p") SELECT "c"."id", "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table p: column code has type TEXT, wanted INTEGER (wanted.sql:1)
--    note: rewrite-table:p: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_p" (code INTEGER PRIMARY KEY);
INSERT OR ABORT INTO "schemalane_new_p" ("code") SELECT "p"."code" FROM "p";
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table c: WITHOUT ROWID is missing (wanted.sql:2)
--    warning: may-fail:c: rows that refer to no row of p, and did not before: 2; such as 'x'; 'y'; the step leaves them as they are
--    note: rewrite-table:c: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (id TEXT PRIMARY KEY NOT NULL, p INT REFERENCES p (id)) WITHOUT ROWID;
INSERT OR ABORT INTO "schemalane_new_c" ("id", "p") SELECT "c"."id", "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

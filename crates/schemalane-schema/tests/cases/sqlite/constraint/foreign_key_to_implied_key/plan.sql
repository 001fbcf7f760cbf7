-- 1. rebuild table c: column p takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (p INT NOT NULL REFERENCES p);
INSERT OR ABORT INTO "schemalane_new_c" (rowid, "p") SELECT "c".rowid, "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

-- 2. add column n to table p (wanted.sql:1)
ALTER TABLE "p" ADD COLUMN n TEXT CHECK (n <> '');

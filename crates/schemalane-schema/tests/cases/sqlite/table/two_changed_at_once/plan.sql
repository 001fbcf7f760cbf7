-- 1. rebuild table a: column x takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:a: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_a" (x INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_a" (rowid, "x") SELECT "a".rowid, "a"."x" FROM "a";
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table b: CHECK (y > 1) is missing (wanted.sql:2)
--    note: rewrite-table:b: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_b" (y INT CHECK (y > 1));
INSERT OR ABORT INTO "schemalane_new_b" (rowid, "y") SELECT "b".rowid, "b"."y" FROM "b";
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table a "b: column select takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:"a ""b": rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_a ""b" ("select" INT NOT NULL, [x y] TEXT);
INSERT OR ABORT INTO "schemalane_new_a ""b" (rowid, "select", "x y") SELECT "a ""b".rowid, "a ""b"."select", "a ""b"."x y" FROM "a ""b";
DROP TABLE "a ""b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_a ""b" RENAME TO "a ""b";
PRAGMA legacy_alter_table = OFF;

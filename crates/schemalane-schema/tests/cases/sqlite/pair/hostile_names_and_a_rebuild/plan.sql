-- 1. rebuild table a "b" ;--: column c ) x takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:"a ""b"" ;--": rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_a ""b"" ;--" ("c ) x" INT NOT NULL, [d] TEXT, "from" TEXT, 'order' INT);
INSERT OR ABORT INTO "schemalane_new_a ""b"" ;--" (rowid, "c ) x", "d", "from", "order") SELECT "a ""b"" ;--".rowid, "a ""b"" ;--"."c ) x", "a ""b"" ;--"."d", "a ""b"" ;--"."from", "a ""b"" ;--"."order" FROM "a ""b"" ;--";
DROP TABLE "a ""b"" ;--";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_a ""b"" ;--" RENAME TO "a ""b"" ;--";
PRAGMA legacy_alter_table = OFF;

-- 2. create index i '1' anew (wanted.sql:2)
--    note: index-build:"i '1'": rows to read: 1; the database is locked meanwhile
CREATE INDEX "i '1'" ON "a ""b"" ;--" ("c ) x");

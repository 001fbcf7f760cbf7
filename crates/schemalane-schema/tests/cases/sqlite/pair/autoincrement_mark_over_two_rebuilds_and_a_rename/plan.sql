-- 1. rename table a to c (wanted.sql:1)
--    warning: rename:a: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "a" RENAME TO "c";

-- 2. rebuild table b: column n takes nulls, wanted NOT NULL (wanted.sql:3)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_b" (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT NOT NULL);
INSERT INTO sqlite_sequence (name, seq) SELECT 'schemalane_new_b', seq FROM sqlite_sequence WHERE name = 'b';
INSERT OR ABORT INTO "schemalane_new_b" ("id", "n") SELECT "b"."id", "b"."n" FROM "b";
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;

-- 3. rebuild table c: column n takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT NOT NULL);
INSERT INTO sqlite_sequence (name, seq) SELECT 'schemalane_new_c', seq FROM sqlite_sequence WHERE name = 'c';
INSERT OR ABORT INTO "schemalane_new_c" ("id", "n") SELECT "c"."id", "c"."n" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

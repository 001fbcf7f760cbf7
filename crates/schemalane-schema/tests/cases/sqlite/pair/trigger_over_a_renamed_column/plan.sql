-- 1. rename column a of table t to c (wanted.sql:2)
--    warning: rename:t.a: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "a" TO "c";

-- 2. rebuild table t: column b takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (
  c INT, -- @renamed from=a
  b INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "c", "b") SELECT "t".rowid, "t"."c", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 3. create trigger r anew (wanted.sql:5)
CREATE TRIGGER r AFTER UPDATE OF c ON t WHEN new.c > old.c BEGIN INSERT INTO log VALUES (new.c); END;

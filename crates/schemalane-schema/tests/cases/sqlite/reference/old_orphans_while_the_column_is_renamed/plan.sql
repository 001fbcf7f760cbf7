-- 1. rename column p of table c to owner (wanted.sql:3)
--    warning: rename:c.p: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "c" RENAME COLUMN "p" TO "owner";

-- 2. rebuild table c: column n takes nulls, wanted NOT NULL (wanted.sql:2)
--    warning: may-fail:c: rows that refer to no row of p, and did not before: 1; such as 10; the step leaves them as they are
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY,
  owner INT REFERENCES p (id), -- @renamed from=p
  n INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_c" ("id", "owner", "n") SELECT "c"."id", "c"."owner", "c"."n" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

-- 1. rename column n of table t to amount (wanted.sql:2)
--    warning: rename:t.n: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "n" TO "amount";

-- 2. rebuild table t: column amount has type TEXT, wanted INTEGER; column amount takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY,
  amount INTEGER NOT NULL -- @renamed from=n
);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "amount") SELECT "t"."id", "t"."amount" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rename column nick of table t to name (wanted.sql:3)
--    warning: rename:t.nick: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "t" RENAME COLUMN "nick" TO "name";

-- 2. rebuild table t: column name takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (
  id INTEGER PRIMARY KEY,
  -- atlas:renamed_from nick
  name TEXT NOT NULL
);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "name") SELECT "t"."id", "t"."name" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rename column nick of table t to name (wanted.sql:3)
--    warning: rename:t.name: whoever still uses the old name fails
ALTER TABLE "t" RENAME COLUMN "nick" TO "name";

-- 2. rebuild table t (wanted.sql:1)
--    note: rewrite-table:t: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (
  id INTEGER PRIMARY KEY,
  -- atlas:renamed_from nick
  name TEXT NOT NULL
);
INSERT INTO "schemalane_new_t" ("id", "name") SELECT "t"."id", "t"."name" FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

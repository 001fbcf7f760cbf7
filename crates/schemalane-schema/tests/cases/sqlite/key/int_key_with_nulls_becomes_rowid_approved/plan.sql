-- 1. rebuild table t: column id has type INT, wanted INTEGER (wanted.sql:1)
--    approved: fill-nulls:t.id: 2 rows have no key, and get numbers that nobody chose; give them keys first, where it matters which
--    note: rewrite-table:t: rows to write anew: 3; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, n TEXT);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "n") SELECT "t"."id", "t"."n" FROM "t" ORDER BY "t"."id" IS NULL;
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

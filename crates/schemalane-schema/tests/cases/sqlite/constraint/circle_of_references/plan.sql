-- 1. rebuild table a: column b takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:a: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_a" (id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES b (id));
INSERT OR ABORT INTO "schemalane_new_a" ("id", "b") SELECT "a"."id", "a"."b" FROM "a";
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table b: column a takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:b: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_b" (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a (id));
INSERT OR ABORT INTO "schemalane_new_b" ("id", "a") SELECT "b"."id", "b"."a" FROM "b";
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table a (wanted.sql:1)
--    note: rewrite-table:a: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_a" (id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES b (id));
INSERT INTO "schemalane_new_a" ("id", "b") SELECT "a"."id", "a"."b" FROM "a";
DROP TABLE "a";
ALTER TABLE "schemalane_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table b (wanted.sql:2)
--    note: rewrite-table:b: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_b" (id INTEGER PRIMARY KEY, a INT NOT NULL REFERENCES a (id));
INSERT INTO "schemalane_new_b" ("id", "a") SELECT "b"."id", "b"."a" FROM "b";
DROP TABLE "b";
ALTER TABLE "schemalane_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;

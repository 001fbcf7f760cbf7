-- 1. rebuild table a "b (wanted.sql:1)
--    note: rewrite-table:a "b: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_a ""b" ("select" INT NOT NULL, [x y] TEXT);
INSERT INTO "schemalane_new_a ""b" (rowid, "select", "x y") SELECT "a ""b".rowid, "a ""b"."select", "a ""b"."x y" FROM "a ""b";
DROP TABLE "a ""b";
ALTER TABLE "schemalane_new_a ""b" RENAME TO "a ""b";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table c (wanted.sql:2)
--    note: rewrite-table:c: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY, p INT REFERENCES p (id), n TEXT NOT NULL);
INSERT INTO "schemalane_new_c" ("id", "p", "n") SELECT "c"."id", "c"."p", "c"."n" FROM "c";
DROP TABLE "c";
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

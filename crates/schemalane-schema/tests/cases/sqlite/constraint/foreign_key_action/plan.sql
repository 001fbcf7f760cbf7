-- 1. rebuild table c (wanted.sql:2)
--    note: rewrite-table:c: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_c" (p INT REFERENCES p (id) ON DELETE CASCADE);
INSERT INTO "schemalane_new_c" (rowid, "p") SELECT "c".rowid, "c"."p" FROM "c";
DROP TABLE "c";
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

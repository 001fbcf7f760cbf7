-- 1. rebuild table p (wanted.sql:1)
--    note: rewrite-table:p: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_p" (id INTEGER PRIMARY KEY, n TEXT NOT NULL);
INSERT INTO "schemalane_new_p" ("id", "n") SELECT "p"."id", "p"."n" FROM "p";
DROP TABLE "p";
ALTER TABLE "schemalane_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;

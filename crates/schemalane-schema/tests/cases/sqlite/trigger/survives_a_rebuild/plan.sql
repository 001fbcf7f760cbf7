-- 1. rebuild table t (wanted.sql:1)
--    note: rewrite-table:t: 1 row to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL, b INT);
INSERT INTO "schemalane_new_t" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. create trigger r again (wanted.sql:3)
CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;

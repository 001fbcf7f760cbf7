-- 1. rebuild table t: column a takes nulls, wanted NOT NULL (wanted.sql:1)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. create trigger r anew (wanted.sql:2)
CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;

-- 3. create trigger s anew (wanted.sql:3)
CREATE TRIGGER s AFTER DELETE ON t BEGIN DELETE FROM log; END;

-- The trigger r is broken, and was before: no such table: main.log. Correct it, or take it away.

-- The trigger s is broken, and was before: no such table: main.log. Correct it, or take it away.

-- 1. rebuild table t: column a has no type, wanted INT (wanted.sql:3)
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- The table c is broken, and was before: foreign key mismatch - "c" referencing "p". Correct it, or take it away.

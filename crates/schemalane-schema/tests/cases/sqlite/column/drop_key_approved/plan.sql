-- 1. rebuild table t: column id is not wanted; PRIMARY KEY (id) is not wanted (wanted.sql:1)
--    approved: delete-data:t.id: 1 value is lost
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

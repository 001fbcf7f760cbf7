-- 1. rebuild table t: PRIMARY KEY (a) is not wanted; PRIMARY KEY (a DESC), not the rowid is missing (wanted.sql:1)
--    warning: behaviour-change:t.a: it is the number of the row no more: what is inserted without it gets none
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INTEGER PRIMARY KEY DESC, b INT);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a", "b") SELECT "t".rowid, "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

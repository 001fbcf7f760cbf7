-- 1. rebuild table t (wanted.sql:1)
--    warning: fill-nulls:t.a: 1 null would become 5
--    note: behaviour-change:t.a: its default changes
--    note: rewrite-table:t: 2 rows to copy, and others cannot write until it is done
PRAGMA legacy_alter_table = ON;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL DEFAULT 5);
INSERT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, coalesce("t"."a", (5)) FROM "t";
DROP TABLE "t";
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

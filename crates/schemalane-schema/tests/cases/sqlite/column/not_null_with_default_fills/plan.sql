-- 1. rebuild table t: column a takes nulls, wanted NOT NULL; column a has no default, wanted 5 (wanted.sql:1)
--    warning: fill-nulls:t.a: 1 null becomes 5
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INT NOT NULL DEFAULT 5);
INSERT OR ABORT INTO "schemalane_new_t" (rowid, "a") SELECT "t".rowid, coalesce("t"."a", 5) FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: column a takes nulls, wanted NOT NULL; column a has no default, wanted 9; column a has no ON CONFLICT, wanted REPLACE (wanted.sql:1)
--    warning: fill-nulls:t.a: 1 null becomes 9
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, a INT NOT NULL ON CONFLICT REPLACE DEFAULT 9);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a") SELECT "t"."id", coalesce("t"."a", 9) FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table log: column a takes nulls, wanted NOT NULL; column a has no default, wanted 0 (wanted.sql:2)
--    note: rewrite-table:log: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_log" (a INT NOT NULL DEFAULT 0);
INSERT OR ABORT INTO "schemalane_new_log" (rowid, "a") SELECT "log".rowid, coalesce("log"."a", 0) FROM "log";
DROP TABLE "log";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_log" RENAME TO "log";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table t: column a takes nulls, wanted NOT NULL; WITHOUT ROWID is missing (wanted.sql:1)
--    warning: fill-nulls:t.a: 1 null becomes 'none'
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a TEXT PRIMARY KEY DEFAULT 'none', n TEXT) WITHOUT ROWID;
INSERT OR ABORT INTO "schemalane_new_t" ("a", "n") SELECT coalesce("t"."a", 'none'), "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

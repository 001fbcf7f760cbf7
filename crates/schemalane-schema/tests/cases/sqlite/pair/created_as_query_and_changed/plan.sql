-- 1. rebuild table t: column a has no type, wanted INTEGER; column b has no type, wanted TEXT; column b takes nulls, wanted NOT NULL; PRIMARY KEY (a) is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" ("a", "b") SELECT "t"."a", "t"."b" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

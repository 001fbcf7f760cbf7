-- 1. rebuild table t: column id has type INTEGER, wanted INT; column code has type INT, wanted INTEGER; PRIMARY KEY (id) is not wanted; PRIMARY KEY (code) is missing (wanted.sql:1)
--    warning: behaviour-change:t.id: it is the number of the row no more: what is inserted without it gets none
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INT, code INTEGER PRIMARY KEY);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "code") SELECT "t"."id", "t"."code" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table p: column id takes nulls, wanted NOT NULL; PRIMARY KEY (id) is not wanted; UNIQUE (code) is not wanted; PRIMARY KEY (code) is missing (wanted.sql:1)
--    warning: behaviour-change:p.id: it is the number of the row no more: what is inserted without it gets none
--    note: rewrite-table:p: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_p" (id INTEGER NOT NULL, code TEXT PRIMARY KEY NOT NULL);
INSERT OR ABORT INTO "schemalane_new_p" (rowid, "id", "code") SELECT "p".rowid, "p"."id", "p"."code" FROM "p";
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table c: column name is NOT NULL, wanted with nulls; column id is missing; PRIMARY KEY (name) is not wanted; PRIMARY KEY (id) is missing; FOREIGN KEY (id) REFERENCES p (id) is missing; WITHOUT ROWID is not wanted (wanted.sql:2)
--    note: behaviour-change:c: a foreign key is enforced from now on: FOREIGN KEY (id) REFERENCES p (id)
--    warning: may-fail:c: rows without a key get numbers, and p may have no row with such a number; give them keys first
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (name TEXT, id INTEGER PRIMARY KEY REFERENCES p (id));
INSERT OR ABORT INTO "schemalane_new_c" ("name") SELECT "c"."name" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

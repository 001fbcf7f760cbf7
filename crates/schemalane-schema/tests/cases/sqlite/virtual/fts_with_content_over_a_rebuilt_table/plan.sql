-- 1. rebuild table t: column body takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "body") SELECT "t"."id", "t"."body" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. create trigger ti anew (wanted.sql:3)
CREATE TRIGGER ti AFTER INSERT ON t BEGIN INSERT INTO s (rowid, body) VALUES (new.id, new.body); END;

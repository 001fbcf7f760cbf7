-- 1. rebuild table t: column n takes nulls, wanted NOT NULL; FOREIGN KEY (up) REFERENCES t (id) is not wanted; FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL is missing (wanted.sql:1)
--    note: behaviour-change:t: a foreign key is enforced no more: FOREIGN KEY (up) REFERENCES t (id)
--    note: behaviour-change:t: a foreign key is enforced from now on: FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL
--    note: rewrite-table:t: rows to write anew: 3; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, up INT REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL, n TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "up", "n") SELECT "t"."id", "t"."up", "t"."n" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:people: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "people" RENAME TO "users";

-- 2. rebuild table c: column n takes nulls, wanted NOT NULL; FOREIGN KEY (p) REFERENCES users (id) is not wanted; FOREIGN KEY (p) REFERENCES users (id) ON DELETE CASCADE is missing (wanted.sql:3)
--    note: behaviour-change:c: a foreign key is enforced no more: FOREIGN KEY (p) REFERENCES users (id)
--    note: behaviour-change:c: a foreign key is enforced from now on: FOREIGN KEY (p) REFERENCES users (id) ON DELETE CASCADE
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY, p INT REFERENCES users (id) ON DELETE CASCADE, n TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_c" ("id", "p", "n") SELECT "c"."id", "c"."p", "c"."n" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;

-- 1. rebuild table post: column body takes nulls, wanted NOT NULL; column body has no default, wanted 'nothing yet' (wanted.sql:1)
--    warning: fill-nulls:post.body: 1 null becomes 'nothing yet'
--    note: rewrite-table:post: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_post" (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'nothing yet');
INSERT OR ABORT INTO "schemalane_new_post" ("id", "body") SELECT "post"."id", coalesce("post"."body", 'nothing yet') FROM "post";
DROP TABLE "post";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_post" RENAME TO "post";
PRAGMA legacy_alter_table = OFF;

-- 2. fill table search from post (wanted.sql:2)
--    note: index-build:search: every row is read; the database is locked meanwhile
INSERT INTO "search" ("search") VALUES ('rebuild');

-- 1. drop trigger post_insert to make it anew
DROP TRIGGER "post_insert";

-- 2. drop table search to make it anew
PRAGMA foreign_keys = OFF;
DROP TABLE "search";

-- 3. create table search anew (wanted.sql:2)
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='post', content_rowid='id');

-- 4. create trigger post_insert anew (wanted.sql:3)
--    note: behaviour-change:post_insert: the trigger says something else than before
CREATE TRIGGER post_insert AFTER INSERT ON post BEGIN
    INSERT INTO search (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

-- 5. fill table search from post (wanted.sql:2)
--    note: index-build:search: every row is read; the database is locked meanwhile
INSERT INTO "search" ("search") VALUES ('rebuild');

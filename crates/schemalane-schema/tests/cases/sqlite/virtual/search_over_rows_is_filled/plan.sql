-- 1. create table fresh (wanted.sql:2)
CREATE TABLE fresh (id INTEGER PRIMARY KEY, body TEXT);

-- 2. create table search (wanted.sql:4)
CREATE VIRTUAL TABLE search USING fts5 (body, content='post', content_rowid='id');

-- 3. create table old_search (wanted.sql:5)
CREATE VIRTUAL TABLE old_search USING fts4 (content="post", body);

-- 4. create table fresh_search (wanted.sql:6)
CREATE VIRTUAL TABLE fresh_search USING fts5 (body, content=fresh, content_rowid=id);

-- 5. create table loud_search (wanted.sql:7)
CREATE VIRTUAL TABLE loud_search USING fts5 (body, content=loud, content_rowid=id);

-- 6. create table own (wanted.sql:8)
CREATE VIRTUAL TABLE own USING fts5 (body);

-- 7. create view loud (wanted.sql:3)
CREATE VIEW loud AS SELECT id, upper(body) AS body FROM post;

-- 8. fill table loud_search from loud (wanted.sql:7)
--    note: index-build:loud_search: every row is read; the database is locked meanwhile
INSERT INTO "loud_search" ("loud_search") VALUES ('rebuild');

-- 9. fill table old_search from post (wanted.sql:5)
--    note: index-build:old_search: every row is read; the database is locked meanwhile
INSERT INTO "old_search" ("old_search") VALUES ('rebuild');

-- 10. fill table search from post (wanted.sql:4)
--    note: index-build:search: every row is read; the database is locked meanwhile
INSERT INTO "search" ("search") VALUES ('rebuild');

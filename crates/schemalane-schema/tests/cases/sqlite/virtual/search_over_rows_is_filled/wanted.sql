CREATE TABLE post (id INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE fresh (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIEW loud AS SELECT id, upper(body) AS body FROM post;
CREATE VIRTUAL TABLE search USING fts5 (body, content='post', content_rowid='id');
CREATE VIRTUAL TABLE old_search USING fts4 (content="post", body);
CREATE VIRTUAL TABLE fresh_search USING fts5 (body, content=fresh, content_rowid=id);
CREATE VIRTUAL TABLE loud_search USING fts5 (body, content=loud, content_rowid=id);
CREATE VIRTUAL TABLE own USING fts5 (body);

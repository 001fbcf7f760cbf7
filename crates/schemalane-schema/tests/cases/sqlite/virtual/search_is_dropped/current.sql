CREATE TABLE post (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE search USING fts5 (body, content='post', content_rowid='id');
INSERT INTO post VALUES (8, 'good night');

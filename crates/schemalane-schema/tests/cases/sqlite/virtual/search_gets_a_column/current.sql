CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE VIRTUAL TABLE search USING fts5 (body, content='post', content_rowid='id');
CREATE TRIGGER post_insert AFTER INSERT ON post BEGIN INSERT INTO search (rowid, body) VALUES (new.id, new.body); END;
INSERT INTO post VALUES (7, 'greeting', 'hello world');

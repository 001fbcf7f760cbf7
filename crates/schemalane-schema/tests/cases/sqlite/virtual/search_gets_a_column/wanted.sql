CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='post', content_rowid='id');
CREATE TRIGGER post_insert AFTER INSERT ON post BEGIN
    INSERT INTO search (rowid, title, body) VALUES (new.id, new.title, new.body);
END;

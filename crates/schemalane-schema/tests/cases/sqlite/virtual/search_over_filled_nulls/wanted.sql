CREATE TABLE post (id INTEGER PRIMARY KEY, body TEXT NOT NULL DEFAULT 'nothing yet');
CREATE VIRTUAL TABLE search USING fts5 (body, content='post', content_rowid='id');

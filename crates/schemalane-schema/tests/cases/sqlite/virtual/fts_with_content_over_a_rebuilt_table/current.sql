CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE s USING fts5 (body, content='t', content_rowid='id');
CREATE TRIGGER ti AFTER INSERT ON t BEGIN INSERT INTO s (rowid, body) VALUES (new.id, new.body); END;
INSERT INTO t VALUES (7, 'hello world');

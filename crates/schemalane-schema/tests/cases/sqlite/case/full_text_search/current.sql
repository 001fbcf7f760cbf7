CREATE VIRTUAL TABLE Search USING fts5 (body);
INSERT INTO Search VALUES ('hello world');

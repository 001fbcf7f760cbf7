CREATE VIRTUAL TABLE s USING fts5 (body);
INSERT INTO s VALUES ('hello world');

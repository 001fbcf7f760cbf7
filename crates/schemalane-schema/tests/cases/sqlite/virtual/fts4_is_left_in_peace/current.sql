CREATE VIRTUAL TABLE s USING fts4 (body, tokenize=porter);
INSERT INTO s VALUES ('running');
CREATE TABLE t (a INT);

CREATE VIRTUAL TABLE s USING fts4 (body, tokenize=porter);
CREATE TABLE t (a TEXT);

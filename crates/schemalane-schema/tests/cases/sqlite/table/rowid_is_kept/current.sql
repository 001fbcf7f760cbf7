CREATE TABLE t (n TEXT);
INSERT INTO t (rowid, n) VALUES (10, 'a'), (20, 'b');

CREATE TABLE t (rowid TEXT, n TEXT);
INSERT INTO t (_rowid_, rowid, n) VALUES (10, 'r', 'a');

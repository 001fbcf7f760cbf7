CREATE TABLE t (a INT, b TEXT DEFAULT (lower('X')));

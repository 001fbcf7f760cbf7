CREATE TABLE t (a INT, b INT, CONSTRAINT ordered CHECK (a < b));

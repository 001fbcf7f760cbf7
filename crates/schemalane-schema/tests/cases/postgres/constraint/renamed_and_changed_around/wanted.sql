CREATE TABLE t (a int, b int, CONSTRAINT two CHECK (a > 0), CONSTRAINT one CHECK (b > 0), CONSTRAINT four UNIQUE (a));

CREATE TABLE t (a int CHECK (a > 0) NO INHERIT, b int CONSTRAINT b_set CHECK (b IS NOT NULL), c int, CONSTRAINT pair CHECK (b <= c));

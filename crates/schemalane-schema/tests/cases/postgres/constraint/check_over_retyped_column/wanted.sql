CREATE TABLE t (a bigint, b bigint, CONSTRAINT pair CHECK (a + b < 100 AND a IN (1, 2, 3)));

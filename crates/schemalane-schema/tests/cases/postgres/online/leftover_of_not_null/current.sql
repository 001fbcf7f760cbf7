CREATE TABLE t (id int NOT NULL, a int, b text, CONSTRAINT a_no_nulls CHECK (a IS NOT NULL));
INSERT INTO t VALUES (1, 1, 'x');

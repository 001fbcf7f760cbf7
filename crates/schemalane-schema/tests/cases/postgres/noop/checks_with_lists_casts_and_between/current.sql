CREATE TABLE t (a int CHECK (a BETWEEN 1 AND 5), b text CHECK (b IN ('x', 'y')), c text CHECK (c ~ '^a'), d date CHECK (d > '2020-01-01'), e int CHECK (e = ANY (ARRAY[1, 2])));
INSERT INTO t VALUES (1, 'x', 'ab', '2026-01-01', 1);

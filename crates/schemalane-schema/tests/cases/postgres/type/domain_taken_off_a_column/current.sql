CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE t (a positive, b int);
INSERT INTO t VALUES (1, 2);

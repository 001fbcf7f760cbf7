CREATE TABLE t (a bit(5), b varbit(8), c bit(3));
INSERT INTO t VALUES (B'10101', B'1111', B'101'), (B'10100', B'111', B'001');

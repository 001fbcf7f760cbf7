CREATE TABLE t (a int[], b varchar(3)[]);
INSERT INTO t VALUES ('{1,2}', '{x,y}');

CREATE TABLE t (a int2, b int4, c int8, d float4, e float8, f bool, g char, h varchar, i decimal(5), j timetz, k timestamp(3), l bpchar, m varbit(3), n "char", o float(20), p int[3], q int ARRAY, r text NULL);
INSERT INTO t (a) VALUES (1);

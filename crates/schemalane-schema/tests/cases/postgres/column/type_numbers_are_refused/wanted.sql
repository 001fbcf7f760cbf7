CREATE TABLE t (scale numeric(10,2), whole int, float float4, big float8, exact numeric, money numeric(10,1));

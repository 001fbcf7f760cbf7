CREATE TABLE t (scale numeric(10,2), whole int, float float4, big smallint);

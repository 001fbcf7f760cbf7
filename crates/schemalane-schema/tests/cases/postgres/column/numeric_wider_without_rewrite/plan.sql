-- 1. change the type of column a of table t from numeric(5,2) to numeric(9,2), change the type of column b of table t from numeric(8,3) to numeric, change the type of column c of table t from bit varying(4) to bit varying(8) (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t
    ALTER COLUMN a TYPE numeric(9,2) USING a::numeric(9,2),
    ALTER COLUMN b TYPE numeric USING b::numeric,
    ALTER COLUMN c TYPE bit varying(8) USING c::bit varying(8);

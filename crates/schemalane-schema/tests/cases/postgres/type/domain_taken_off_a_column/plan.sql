-- 1. change the type of column a of table t from public.positive to integer, change the type of column b of table t from integer to public.positive (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE public.positive USING b::public.positive;

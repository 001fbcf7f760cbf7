-- 1. change the type of column A of table T from integer to bigint (ACCESS EXCLUSIVE on T; wanted.sql:1)
--    note: rewrite-table:"T": 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public."T" ALTER COLUMN "A" TYPE bigint USING "A"::bigint;

-- 2. add column a  to table T (ACCESS EXCLUSIVE on T; wanted.sql:1)
ALTER TABLE public."T" ADD COLUMN "a " text;

-- 3. add column T to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN "T" integer;

-- 1. change the type of column oid of table pg_class_copy from integer to bigint (ACCESS EXCLUSIVE on pg_class_copy; wanted.sql:1)
--    note: rewrite-table:pg_class_copy: 0 rows (0 bytes) are written anew, while nobody else can read or write the table
ALTER TABLE public.pg_class_copy ALTER COLUMN oid TYPE bigint USING oid::bigint;

-- 2. change the type of column int of table now from integer to bigint (ACCESS EXCLUSIVE on now; wanted.sql:2)
--    note: rewrite-table:now: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.now ALTER COLUMN "int" TYPE bigint USING "int"::bigint;

-- 3. add column timestamp to table now (ACCESS EXCLUSIVE on now; wanted.sql:2)
ALTER TABLE public.now ADD COLUMN "timestamp" timestamp without time zone;

-- 4. add column interval to table now (ACCESS EXCLUSIVE on now; wanted.sql:2)
ALTER TABLE public.now ADD COLUMN "interval" interval;

-- 5. create view lower (wanted.sql:3)
CREATE VIEW public.lower AS
SELECT lower(now.text) AS lower,
    now() AS now
   FROM public.now;

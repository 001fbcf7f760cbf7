-- 1. change the type of column scale of table t from numeric(10,4) to numeric(10,2), change the type of column whole of table t from numeric to integer, change the type of column float of table t from double precision to real, change the type of column big of table t from bigint to smallint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN scale TYPE numeric(10,2) USING scale::numeric(10,2),
    ALTER COLUMN whole TYPE integer USING whole::integer,
    ALTER COLUMN "float" TYPE real USING "float"::real,
    ALTER COLUMN big TYPE smallint USING big::smallint;

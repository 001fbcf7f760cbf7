-- 1. drop the default of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;

-- 2. change the type of column a of table t from text to uuid, set the default of column a of table t, change the type of column b of table t from text to jsonb (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: lossy-conversion:t.b: 1 row with a value that is another one as jsonb
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE uuid USING a::uuid,
    ALTER COLUMN a SET DEFAULT gen_random_uuid(),
    ALTER COLUMN b TYPE jsonb USING b::jsonb;

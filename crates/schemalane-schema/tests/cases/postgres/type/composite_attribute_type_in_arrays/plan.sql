-- 1. make composite type p anew beside the old one
ALTER TYPE public.p RENAME TO p_old;
CREATE TYPE public.p AS (a bigint, b text);

-- 2. move column many of table t to the new composite type p (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 3 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN many TYPE public.p[] USING many::text::public.p[];

-- 3. drop the old composite type p
DROP TYPE public.p_old;

-- 1. make domain d anew beside the old one
ALTER DOMAIN public.d RENAME TO d_old;
CREATE DOMAIN public.d AS bigint;
ALTER DOMAIN public.d OWNER TO boss;
REVOKE USAGE ON TYPE public.d FROM PUBLIC;
GRANT USAGE ON TYPE public.d TO clerk WITH GRANT OPTION;

-- 2. move column d of table t to the new domain d (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d;

-- 3. make composite type p anew beside the old one
ALTER TYPE public.p RENAME TO p_old;
CREATE TYPE public.p AS (a bigint);
GRANT USAGE ON TYPE public.p TO reader;

-- 4. move column p of table t to the new composite type p (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN p TYPE public.p USING CASE WHEN p IS DISTINCT FROM NULL THEN ROW((p).a::bigint)::public.p END;

-- 5. drop the old domain d
DROP DOMAIN public.d_old;

-- 6. drop the old composite type p
DROP TYPE public.p_old;

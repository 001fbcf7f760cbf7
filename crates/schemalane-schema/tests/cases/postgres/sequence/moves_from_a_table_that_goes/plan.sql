-- 1. take sequence s from its column, which goes
ALTER SEQUENCE public.s OWNED BY NONE;

-- 2. drop table t (ACCESS EXCLUSIVE on t)
--    approved: delete-data:t: 1 row is lost
DROP TABLE public.t;

-- 3. give sequence s to column id of table u
ALTER SEQUENCE public.s OWNED BY public.u.id;

-- 1. drop view w to make it anew
DROP VIEW public.w;

-- 2. drop view v to make it anew
DROP VIEW public.v;

-- 3. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 0 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 4. create view v anew (wanted.sql:2)
CREATE VIEW public.v WITH (security_barrier = 'true', security_invoker = 'true') AS
SELECT t.id,
    t.a,
    t.b
   FROM public.t;
COMMENT ON VIEW public.v IS 'kept';
COMMENT ON COLUMN public.v.a IS 'kept, too';
ALTER VIEW public.v OWNER TO boss;
GRANT INSERT, UPDATE ON TABLE public.v TO clerk WITH GRANT OPTION;
GRANT SELECT ON TABLE public.v TO reader;

-- 5. create view w anew (wanted.sql:3)
CREATE VIEW public.w AS
SELECT v.id,
    v.a
   FROM public.v;
GRANT SELECT ON TABLE public.w TO PUBLIC;
GRANT SELECT (a, id), UPDATE (a) ON TABLE public.w TO reader;

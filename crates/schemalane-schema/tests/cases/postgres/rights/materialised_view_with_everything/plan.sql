-- 1. drop materialised view m to make it anew
DROP MATERIALIZED VIEW public.m;

-- 2. create materialised view m anew (wanted.sql:2)
--    warning: behaviour-change:m: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.m AS
SELECT t.id,
    (t.a + 1) AS a
   FROM public.t;
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
COMMENT ON COLUMN public.m.a IS 'kept';
ALTER MATERIALIZED VIEW public.m OWNER TO boss;
GRANT SELECT ON TABLE public.m TO clerk;
GRANT SELECT (a) ON TABLE public.m TO reader;

-- 3. create index m_id anew (SHARE on m; wanted.sql:3)
--    note: index-build:m_id: the index is built from all rows of the table
CREATE UNIQUE INDEX m_id ON public.m USING btree (id);
COMMENT ON INDEX public.m_id IS 'kept';

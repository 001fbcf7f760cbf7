-- 1. drop materialised view m to make it anew
DROP MATERIALIZED VIEW public.m;

-- 2. change the type of column a of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;

-- 3. create materialised view m anew (wanted.sql:2)
--    warning: behaviour-change:m: it is emptied and filled again by its query, while others wait for it
CREATE MATERIALIZED VIEW public.m AS
SELECT t.a,
    count(*) AS n
   FROM public.t
  GROUP BY t.a;
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
COMMENT ON COLUMN public.m.n IS 'how many';

-- 4. create index m_a anew (SHARE on m; wanted.sql:3)
--    note: index-build:m_a: the index is built from all rows of the table
CREATE UNIQUE INDEX m_a ON public.m USING btree (a);

-- 5. create index m_n anew (SHARE on m; wanted.sql:4)
--    note: index-build:m_n: the index is built from all rows of the table
CREATE INDEX m_n ON public.m USING btree (n DESC);
COMMENT ON INDEX public.m_n IS 'kept too';

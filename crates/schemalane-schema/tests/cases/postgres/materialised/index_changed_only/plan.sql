-- 1. drop index m_a to make it anew (ACCESS EXCLUSIVE on m)
--    warning: index-drop:m_a: queries that use the index may become slow
DROP INDEX public.m_a;

-- 2. change the parameters of materialised view m (wanted.sql:2)
ALTER MATERIALIZED VIEW public.m SET (fillfactor = '90');

-- 3. create index m_a anew (SHARE on m; wanted.sql:3)
--    note: index-build:m_a: the index is built from all rows of the table
CREATE UNIQUE INDEX m_a ON public.m USING btree (a);

-- 1. drop index gone (ACCESS EXCLUSIVE on t)
--    warning: index-drop:gone: queries that use the index may become slow
DROP INDEX public.gone;

-- 2. drop index other to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:other: queries that use the index may become slow
DROP INDEX public.other;

-- 3. create index fresh (SHARE on t; wanted.sql:2)
--    note: index-build:fresh: the index is built from all rows of the table
CREATE INDEX fresh ON public.t USING btree (b text_pattern_ops) INCLUDE (a);

-- 4. create index other anew (SHARE on t; wanted.sql:3)
--    note: index-build:other: the index is built from all rows of the table
CREATE INDEX other ON public.t USING btree (a DESC) WHERE (a > 0);

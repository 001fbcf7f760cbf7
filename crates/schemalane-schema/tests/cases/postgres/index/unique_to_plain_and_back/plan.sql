-- 1. drop index one to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:one: queries that use the index may become slow
DROP INDEX public.one;

-- 2. drop index two to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:two: queries that use the index may become slow
DROP INDEX public.two;

-- 3. create index one anew (SHARE on t; wanted.sql:2)
--    note: index-build:one: the index is built from all rows of the table
CREATE INDEX one ON public.t USING btree (a);

-- 4. create index two anew (SHARE on t; wanted.sql:3)
--    note: index-build:two: the index is built from all rows of the table
CREATE UNIQUE INDEX two ON public.t USING btree (b);

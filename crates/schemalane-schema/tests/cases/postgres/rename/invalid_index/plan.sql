-- 1. rename index old to new (SHARE UPDATE EXCLUSIVE on old; wanted.sql:2)
--    warning: rename:new: applications that run meanwhile know it as old, and fail
ALTER INDEX public.old RENAME TO new;

-- 2. drop index new to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:new: queries that use the index may become slow
DROP INDEX public.new;

-- 3. create index new anew (SHARE on t; wanted.sql:3)
--    note: index-build:new: the index is built from all rows of the table
CREATE INDEX new ON public.t USING btree (a);

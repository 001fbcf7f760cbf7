-- 1. drop index i_new3 (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    warning: index-drop:i_new3: queries that use the index may become slow
DROP INDEX CONCURRENTLY public.i_new3;

-- 2. build index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
--    note: not-transactional:i: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public.i_new3;
CREATE INDEX CONCURRENTLY i_new3 ON public.t USING btree (a, b);

-- 3. add a check that column a of table t has no nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT a_no_nulls2 CHECK (a IS NOT NULL) NOT VALID;

-- 4. look for nulls in column a of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT a_no_nulls2;

-- 5. let column a of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

-- 6. drop the check of column a of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t DROP CONSTRAINT a_no_nulls2;

-- 7. add constraint a_no_nulls to table t, not yet validated (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT a_no_nulls CHECK ((a > 0)) NOT VALID;

-- 8. put the new index i in its place (wanted.sql:2)
ALTER INDEX public.i RENAME TO i_old;
ALTER INDEX public.i_new3 RENAME TO i;

-- 9. drop the old index i while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
DROP INDEX CONCURRENTLY IF EXISTS public.i_old;

-- 10. validate constraint a_no_nulls of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT a_no_nulls;

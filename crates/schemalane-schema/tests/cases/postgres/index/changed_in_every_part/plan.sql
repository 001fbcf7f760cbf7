-- 1. drop index i_collate to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_collate: queries that use the index may become slow
DROP INDEX public.i_collate;

-- 2. drop index i_desc to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_desc: queries that use the index may become slow
DROP INDEX public.i_desc;

-- 3. drop index i_expression to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_expression: queries that use the index may become slow
DROP INDEX public.i_expression;

-- 4. drop index i_include to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_include: queries that use the index may become slow
DROP INDEX public.i_include;

-- 5. drop index i_method to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_method: queries that use the index may become slow
DROP INDEX public.i_method;

-- 6. drop index i_nulls to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_nulls: queries that use the index may become slow
DROP INDEX public.i_nulls;

-- 7. drop index i_opclass to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_opclass: queries that use the index may become slow
DROP INDEX public.i_opclass;

-- 8. drop index i_order to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_order: queries that use the index may become slow
DROP INDEX public.i_order;

-- 9. drop index i_partial to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i_partial: queries that use the index may become slow
DROP INDEX public.i_partial;

-- 10. create index i_desc anew (SHARE on t; wanted.sql:2)
--    note: index-build:i_desc: the index is built from all rows of the table
CREATE INDEX i_desc ON public.t USING btree (a DESC);

-- 11. create index i_nulls anew (SHARE on t; wanted.sql:3)
--    note: index-build:i_nulls: the index is built from all rows of the table
CREATE INDEX i_nulls ON public.t USING btree (a DESC NULLS LAST);

-- 12. create index i_opclass anew (SHARE on t; wanted.sql:4)
--    note: index-build:i_opclass: the index is built from all rows of the table
CREATE INDEX i_opclass ON public.t USING btree (b text_pattern_ops);

-- 13. create index i_collate anew (SHARE on t; wanted.sql:5)
--    note: index-build:i_collate: the index is built from all rows of the table
CREATE INDEX i_collate ON public.t USING btree (b COLLATE "C");

-- 14. create index i_include anew (SHARE on t; wanted.sql:6)
--    note: index-build:i_include: the index is built from all rows of the table
CREATE INDEX i_include ON public.t USING btree (a) INCLUDE (c, d);

-- 15. create index i_expression anew (SHARE on t; wanted.sql:7)
--    note: index-build:i_expression: the index is built from all rows of the table
CREATE INDEX i_expression ON public.t USING btree ((upper(b)));

-- 16. create index i_partial anew (SHARE on t; wanted.sql:8)
--    note: index-build:i_partial: the index is built from all rows of the table
CREATE INDEX i_partial ON public.t USING btree (a) WHERE (d >= 0);

-- 17. create index i_order anew (SHARE on t; wanted.sql:9)
--    note: index-build:i_order: the index is built from all rows of the table
CREATE INDEX i_order ON public.t USING btree (d, a);

-- 18. create index i_method anew (SHARE on t; wanted.sql:10)
--    note: index-build:i_method: the index is built from all rows of the table
CREATE INDEX i_method ON public.t USING hash (c);

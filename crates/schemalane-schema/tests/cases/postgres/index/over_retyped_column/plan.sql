-- 1. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 2. drop index j to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:j: queries that use the index may become slow
DROP INDEX public.j;

-- 3. drop index k to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:k: queries that use the index may become slow
DROP INDEX public.k;

-- 4. change the type of column a of table t from text to character varying(20), change the type of column b of table t from character varying(10) to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE character varying(20) USING a::character varying(20),
    ALTER COLUMN b TYPE text USING b::text;

-- 5. create index i anew (SHARE on t; wanted.sql:2)
--    note: index-build:i: the index is built from all rows of the table
CREATE UNIQUE INDEX i ON public.t USING btree (a) WHERE ((a)::text <> ''::text);

-- 6. create index j anew (SHARE on t; wanted.sql:3)
--    note: index-build:j: the index is built from all rows of the table
CREATE INDEX j ON public.t USING btree ((lower(b)));

-- 7. create index k anew (SHARE on t; wanted.sql:4)
--    note: index-build:k: the index is built from all rows of the table
CREATE INDEX k ON public.t USING btree (b text_pattern_ops) WHERE (b IS NOT NULL);

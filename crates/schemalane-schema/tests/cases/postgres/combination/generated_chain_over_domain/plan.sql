-- 1. drop index t_length to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:t_length: queries that use the index may become slow
DROP INDEX public.t_length;

-- 2. drop column length of table t to make it anew (ACCESS EXCLUSIVE on t)
ALTER TABLE public.t DROP COLUMN length;

-- 3. make domain name anew beside the old one
ALTER DOMAIN public.name RENAME TO name_old;
CREATE DOMAIN public.name AS character varying(50) CONSTRAINT name_check CHECK (((VALUE)::text <> ''::text));

-- 4. move column first of table t to the new domain name, move column last of table t to the new domain name (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN first TYPE public.name USING first::text::public.name,
    ALTER COLUMN last TYPE public.name USING last::text::public.name;

-- 5. add column length to table t, add column full_name to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ADD COLUMN length integer GENERATED ALWAYS AS (length((((first)::text || ' '::text) || (last)::text))) STORED,
    ADD COLUMN full_name text GENERATED ALWAYS AS (((first)::text || ' '::text) || (last)::text) STORED;

-- 6. create index t_length anew (SHARE on t; wanted.sql:3)
--    note: index-build:t_length: the index is built from all rows of the table
CREATE INDEX t_length ON public.t USING btree (length);

-- 7. drop the old domain name
DROP DOMAIN public.name_old;

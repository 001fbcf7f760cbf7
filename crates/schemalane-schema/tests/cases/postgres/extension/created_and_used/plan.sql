-- 1. create extension citext (wanted.sql:3)
CREATE EXTENSION citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

-- 2. create extension pg_trgm (wanted.sql:4)
CREATE EXTENSION pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

-- 3. change the type of column name of table people from text to public.citext (ACCESS EXCLUSIVE on people; wanted.sql:1)
--    warning: may-fail:people.name: the values cannot be converted beforehand (type "public.citext" does not exist), so the step may fail
ALTER TABLE public.people ALTER COLUMN name TYPE public.citext USING name::public.citext;

-- 4. add column bio to table people (ACCESS EXCLUSIVE on people; wanted.sql:1)
ALTER TABLE public.people ADD COLUMN bio text;

-- 5. create index people_bio (SHARE on people; wanted.sql:2)
--    note: index-build:people_bio: the index is built from all rows of the table
CREATE INDEX people_bio ON public.people USING gin (bio public.gin_trgm_ops);

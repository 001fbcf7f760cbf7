-- 1. create schema ext (wanted.sql:1)
CREATE SCHEMA ext;

-- 2. move extension citext to schema ext (wanted.sql:2)
ALTER EXTENSION citext SET SCHEMA ext;

-- 3. change the type of column a of table t from public.citext to ext.citext (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    warning: may-fail:t.a: the values cannot be converted beforehand (schema "ext" does not exist), so the step may fail
--    warning: may-fail:t.t_pkey: the rows cannot be asked beforehand (schema "ext" does not exist), so the step may fail
ALTER TABLE public.t ALTER COLUMN a TYPE ext.citext USING a::ext.citext;

-- 1. create schema ext (wanted.sql:1)
CREATE SCHEMA ext;

-- 2. create extension pgcrypto (wanted.sql:2)
CREATE EXTENSION pgcrypto WITH SCHEMA ext;
COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';

-- 3. add column id to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN id uuid DEFAULT ext.gen_random_uuid() NOT NULL;

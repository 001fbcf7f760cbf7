-- 1. change the type of column id of table base from integer to bigint, change the type of column a of table base from character varying(10) to text (ACCESS EXCLUSIVE on base; wanted.sql:1)
--    note: rewrite-table:base: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.base
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN a TYPE text USING a::text;

-- 1. add column no to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE) NOT NULL;

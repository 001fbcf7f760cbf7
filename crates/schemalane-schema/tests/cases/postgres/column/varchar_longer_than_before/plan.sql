-- 1. change the type of column name of table t from character varying(10) to character varying(20), change the type of column code of table t from character varying(5) to text (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t
    ALTER COLUMN name TYPE character varying(20) USING name::character varying(20),
    ALTER COLUMN code TYPE text USING code::text;

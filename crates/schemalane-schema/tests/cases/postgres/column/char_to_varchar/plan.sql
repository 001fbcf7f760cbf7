-- 1. change the type of column a of table t from character(5) to character varying(5) (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: the blanks that filled the values up to their length go
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a TYPE character varying(5) USING a::character varying(5);

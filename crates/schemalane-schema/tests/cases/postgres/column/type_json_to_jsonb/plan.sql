-- 1. change the type of column j of table t from json to jsonb (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.j: it keeps neither white space nor the order of keys
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN j TYPE jsonb USING j::jsonb;

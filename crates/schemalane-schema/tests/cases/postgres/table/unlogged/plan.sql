-- 1. make table t unlogged (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t SET UNLOGGED;

-- 1. add column n to table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users ADD COLUMN n integer;

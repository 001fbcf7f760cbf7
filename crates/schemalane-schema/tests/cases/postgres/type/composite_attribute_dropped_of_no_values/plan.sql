-- 1. drop attribute b of composite type p (wanted.sql:1)
--    note: delete-data:p.b: there are no values in it
ALTER TYPE public.p DROP ATTRIBUTE b;

-- 1. add attribute b to composite type p (wanted.sql:1)
ALTER TYPE public.p ADD ATTRIBUTE b text;

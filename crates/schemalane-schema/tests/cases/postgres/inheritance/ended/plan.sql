-- 1. let table child no longer inherit from base (ACCESS EXCLUSIVE on child; wanted.sql:2)
ALTER TABLE public.child NO INHERIT public.base;

-- 1. rename attribute b of composite type p to name (ACCESS EXCLUSIVE on p; wanted.sql:3)
--    warning: rename:p.name: applications that run meanwhile know it as b, and fail
ALTER TYPE public.p RENAME ATTRIBUTE b TO name;

-- 2. drop attribute gone of composite type p (wanted.sql:1)
--    note: delete-data:p.gone: there are no values in it
ALTER TYPE public.p DROP ATTRIBUTE gone;

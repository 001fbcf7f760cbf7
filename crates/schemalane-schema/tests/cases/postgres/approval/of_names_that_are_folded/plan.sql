-- 1. drop column fax of table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
--    approved: delete-data:users.fax: 1 value is lost
ALTER TABLE public.users DROP COLUMN fax;

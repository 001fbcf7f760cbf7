-- 1. drop column h of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    approved: delete-data:t.h: 1 value is lost
ALTER TABLE public.t DROP COLUMN h;

-- 2. drop extension hstore
--    warning: behaviour-change:hstore: applications that use it fail from then on
DROP EXTENSION hstore;

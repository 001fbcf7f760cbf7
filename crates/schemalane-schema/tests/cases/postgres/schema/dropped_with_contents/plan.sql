-- 1. drop view old.v
--    warning: behaviour-change:old.v: applications that use it fail from then on
DROP VIEW old.v;

-- 2. drop table old.t (ACCESS EXCLUSIVE on old.t)
--    approved: delete-data:old.t: 1 row is lost
DROP TABLE old.t;

-- 3. drop enum old.mood
DROP TYPE old.mood;

-- 4. drop schema old
DROP SCHEMA old;

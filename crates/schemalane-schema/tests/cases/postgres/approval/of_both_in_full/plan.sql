-- 1. drop table users.nickname (ACCESS EXCLUSIVE on users.nickname)
--    approved: delete-data:table:users.nickname: 2 rows are lost
DROP TABLE users.nickname;

-- 2. drop column nickname of table users (ACCESS EXCLUSIVE on users; wanted.sql:2)
--    approved: delete-data:column:public.users.nickname: 1 value is lost
ALTER TABLE public.users DROP COLUMN nickname;

-- 1. rename table people to users (ACCESS EXCLUSIVE on people; wanted.sql:1)
--    warning: rename:users: applications that run meanwhile know it as people, and fail
ALTER TABLE public.people RENAME TO users;

-- 2. rename constraint people_pkey of table users to users_pkey (ACCESS EXCLUSIVE on users; wanted.sql:2)
ALTER TABLE public.users RENAME CONSTRAINT people_pkey TO users_pkey;

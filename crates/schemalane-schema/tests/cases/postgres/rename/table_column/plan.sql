-- 1. rename table people to users (ACCESS EXCLUSIVE on people; wanted.sql:1)
--    warning: rename:users: applications that run meanwhile know it as people, and fail
ALTER TABLE public.people RENAME TO users;

-- 2. rename column nick of table users to name (ACCESS EXCLUSIVE on users; wanted.sql:3)
--    warning: rename:users.name: applications that run meanwhile know it as nick, and fail
ALTER TABLE public.users RENAME COLUMN nick TO name;

-- 3. rename constraint people_pkey of table users to users_pkey (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users RENAME CONSTRAINT people_pkey TO users_pkey;

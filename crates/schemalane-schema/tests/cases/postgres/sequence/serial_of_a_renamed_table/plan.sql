-- 1. rename table people to users (ACCESS EXCLUSIVE on people; wanted.sql:1)
--    warning: rename:users: applications that run meanwhile know it as people, and fail
ALTER TABLE public.people RENAME TO users;

-- 2. drop the default of column id of table users (ACCESS EXCLUSIVE on users)
ALTER TABLE public.users ALTER COLUMN id DROP DEFAULT;

-- 3. create sequence users_id_seq (wanted.sql:1)
CREATE SEQUENCE public.users_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
GRANT USAGE ON SEQUENCE public.users_id_seq TO clerk;

-- 4. set the default of column id of table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
SELECT pg_catalog.setval('public.users_id_seq', last_value, is_called) FROM public.people_id_seq;

-- 5. give sequence users_id_seq to its column (wanted.sql:1)
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;

-- 6. drop sequence people_id_seq
DROP SEQUENCE public.people_id_seq;

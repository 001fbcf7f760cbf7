-- 1. drop constraint logins_email_fkey of table logins (ACCESS EXCLUSIVE on logins)
ALTER TABLE public.logins DROP CONSTRAINT logins_email_fkey;

-- 2. drop constraint users_email_key of table users (ACCESS EXCLUSIVE on users)
ALTER TABLE public.users DROP CONSTRAINT users_email_key;

-- 3. add column gone to table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users ADD COLUMN gone boolean DEFAULT false NOT NULL;

-- 4. create index users_email (SHARE on users; wanted.sql:2)
--    note: index-build:users_email: the index is built from all rows of the table
CREATE UNIQUE INDEX users_email ON public.users USING btree (email) WHERE (NOT gone);

-- 1. drop view addresses_of to make it anew
DROP VIEW public.addresses_of;

-- 2. drop column street of table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
--    approved: delete-data:users.street: 1 value is lost
ALTER TABLE public.users DROP COLUMN street;

-- 3. drop column city of table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
--    approved: delete-data:users.city: 1 value is lost
ALTER TABLE public.users DROP COLUMN city;

-- 4. create table addresses (wanted.sql:2)
CREATE TABLE public.addresses (
    id integer NOT NULL,
    user_id integer NOT NULL,
    street text,
    city text,
    CONSTRAINT addresses_pkey PRIMARY KEY (id)
);

-- 5. create view addresses_of anew (wanted.sql:4)
CREATE VIEW public.addresses_of AS
SELECT addresses.user_id AS id,
    addresses.city
   FROM public.addresses;

-- 6. create index addresses_user (SHARE on addresses; wanted.sql:3)
--    note: index-build:addresses_user: the index is built from all rows of the table
CREATE INDEX addresses_user ON public.addresses USING btree (user_id);

-- 7. add constraint addresses_user_id_fkey to table addresses (wanted.sql:2)
ALTER TABLE public.addresses ADD CONSTRAINT addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

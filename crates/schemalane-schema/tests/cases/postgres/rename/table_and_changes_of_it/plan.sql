-- 1. rename table people to users (ACCESS EXCLUSIVE on people; wanted.sql:1)
--    warning: rename:users: applications that run meanwhile know it as people, and fail
ALTER TABLE public.people RENAME TO users;

-- 2. rename column name of table users to full_name (ACCESS EXCLUSIVE on users; wanted.sql:3)
--    warning: rename:users.full_name: applications that run meanwhile know it as name, and fail
ALTER TABLE public.users RENAME COLUMN name TO full_name;

-- 3. drop view names to make it anew
DROP VIEW public.names;

-- 4. rename constraint people_pkey of table users to users_pkey (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users RENAME CONSTRAINT people_pkey TO users_pkey;

-- 5. drop column gone of table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
--    approved: delete-data:users.gone: 1 value is lost
ALTER TABLE public.users DROP COLUMN gone;

-- 6. change the type of column id of table users from integer to bigint, change the type of column full_name of table users from character varying(10) to text, let column full_name of table users refuse nulls, change the type of column n of table users from integer to bigint (ACCESS EXCLUSIVE on users; wanted.sql:1)
--    note: rewrite-table:users: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.users
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN full_name TYPE text USING full_name::text,
    ALTER COLUMN full_name SET NOT NULL,
    ALTER COLUMN n TYPE bigint USING n::bigint;

-- 7. add column extra to table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users ADD COLUMN extra text DEFAULT 'e'::text;

-- 8. add constraint users_n_check to table users (ACCESS EXCLUSIVE on users; wanted.sql:1)
ALTER TABLE public.users ADD CONSTRAINT users_n_check CHECK ((n > 0));

-- 9. create view names anew (wanted.sql:7)
CREATE VIEW public.names AS
SELECT users.full_name AS name
   FROM public.users;

-- Is extra the new name of gone? If so, write `-- @renamed from=gone` on the line of its column.

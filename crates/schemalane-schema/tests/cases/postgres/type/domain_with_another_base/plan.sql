-- 1. drop view v to make it anew
DROP VIEW public.v;

-- 2. make domain amount anew beside the old one
ALTER DOMAIN public.amount RENAME TO amount_old;
CREATE DOMAIN public.amount AS bigint CONSTRAINT amount_check CHECK ((VALUE >= 0));

-- 3. move column a of table t to the new domain amount (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN a TYPE public.amount USING a::text::public.amount;
ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 0;

-- 4. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t;

-- 5. drop the old domain amount
DROP DOMAIN public.amount_old;

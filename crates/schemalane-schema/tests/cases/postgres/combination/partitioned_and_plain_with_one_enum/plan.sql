-- 1. make enum kind anew beside the old one
ALTER TYPE public.kind RENAME TO kind_old;
CREATE TYPE public.kind AS ENUM ('b', 'a');

-- 2. move column k of table m to the new enum kind (ACCESS EXCLUSIVE on m)
--    note: rewrite-table:m: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.m ALTER COLUMN k DROP DEFAULT;
ALTER TABLE public.m ALTER COLUMN k TYPE public.kind USING k::text::public.kind;
ALTER TABLE public.m ALTER COLUMN k SET DEFAULT 'a'::public.kind;

-- 3. move column k of table t to the new enum kind (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN k TYPE public.kind USING k::text::public.kind;

-- 4. drop the old enum kind
DROP TYPE public.kind_old;

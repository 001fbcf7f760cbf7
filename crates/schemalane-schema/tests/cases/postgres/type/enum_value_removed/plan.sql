-- 1. make enum e anew beside the old one
ALTER TYPE public.e RENAME TO e_old;
CREATE TYPE public.e AS ENUM ('a');

-- 2. move column e of table t to the new enum e (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN e DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN e TYPE public.e USING e::text::public.e;
ALTER TABLE public.t ALTER COLUMN e SET DEFAULT 'a'::public.e;

-- 3. drop the old enum e
DROP TYPE public.e_old;

-- 1. drop constraint u_m_fkey of table u (ACCESS EXCLUSIVE on u)
ALTER TABLE public.u DROP CONSTRAINT u_m_fkey;

-- 2. make enum mood anew beside the old one
ALTER TYPE public.mood RENAME TO mood_old;
CREATE TYPE public.mood AS ENUM ('ok', 'sad');

-- 3. move column m of table t to the new enum mood (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

-- 4. move column m of table u to the new enum mood (ACCESS EXCLUSIVE on u)
--    note: rewrite-table:u: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.u ALTER COLUMN m TYPE public.mood USING m::text::public.mood;

-- 5. add constraint u_m_fkey to table u (SHARE ROW EXCLUSIVE on u and t)
ALTER TABLE public.u ADD CONSTRAINT u_m_fkey FOREIGN KEY (m) REFERENCES public.t(m);

-- 6. drop the old enum mood
DROP TYPE public.mood_old;

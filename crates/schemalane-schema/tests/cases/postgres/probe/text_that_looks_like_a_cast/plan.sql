-- 1. create enum mood (wanted.sql:1)
CREATE TYPE public.mood AS ENUM ('good', 'bad');

-- 2. add column mood to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN mood public.mood DEFAULT 'good'::public.mood;

-- 3. add constraint t_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT t_check CHECK (((note = 'x::public.mood'::text) AND (mood = 'good'::public.mood)));

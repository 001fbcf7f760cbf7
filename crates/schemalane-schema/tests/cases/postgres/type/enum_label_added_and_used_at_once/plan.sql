-- 1. add value great to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'great' AFTER 'ok';

-- 2. add column m to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN m public.mood DEFAULT 'great'::public.mood NOT NULL;

-- 3. create view v (wanted.sql:4)
CREATE VIEW public.v AS
SELECT t.a
   FROM public.t
  WHERE (t.m = 'great'::public.mood);

-- 4. create index t_great (SHARE on t; wanted.sql:3)
--    note: index-build:t_great: the index is built from all rows of the table
CREATE INDEX t_great ON public.t USING btree (a) WHERE (m = 'great'::public.mood);

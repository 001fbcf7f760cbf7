-- 1. rename label 'Fine' of enum mood to 'it''s all right' (wanted.sql:3)
--    warning: rename:mood."it's all right": applications that run meanwhile know it as Fine, and fail
ALTER TYPE public.mood RENAME VALUE 'Fine' TO 'it''s all right';

-- 2. add value new to enum mood (in a transaction of its own; wanted.sql:1)
--    note: not-transactional:mood: a new value can be used only once it is committed, so it has a transaction of its own
ALTER TYPE public.mood ADD VALUE 'new' AFTER 'glad';

-- 3. add constraint t_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:7)
ALTER TABLE public.t ADD CONSTRAINT t_check CHECK (((mood <> 'it''s all right'::public.mood) OR (id = 1)));

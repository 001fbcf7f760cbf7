-- 1. rename enum mood to feeling (wanted.sql:1)
--    warning: rename:feeling: applications that run meanwhile know it as mood, and fail
ALTER TYPE public.mood RENAME TO feeling;

-- 2. add constraint t_mood_check to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD CONSTRAINT t_mood_check CHECK ((mood <> 'sad'::public.feeling));

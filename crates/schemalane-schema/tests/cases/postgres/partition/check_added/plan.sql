-- 1. add constraint t_c to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_c CHECK ((a <> ''::text));

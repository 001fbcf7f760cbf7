-- 1. add constraint own to table t_1 (ACCESS EXCLUSIVE on t_1; wanted.sql:2)
ALTER TABLE public.t_1 ADD CONSTRAINT own CHECK ((id < 9));

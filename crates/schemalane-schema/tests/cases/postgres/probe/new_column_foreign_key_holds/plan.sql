-- 1. add column owner to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN owner integer DEFAULT 7;

-- 2. add constraint t_owner to table t (SHARE ROW EXCLUSIVE on t and o)
ALTER TABLE public.t ADD CONSTRAINT t_owner FOREIGN KEY (owner) REFERENCES public.o(id);

-- 1. add constraint t_kind_check to table t, not yet validated (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD CONSTRAINT t_kind_check CHECK (((kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))) NOT VALID;

-- 2. validate constraint t_kind_check of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t VALIDATE CONSTRAINT t_kind_check;

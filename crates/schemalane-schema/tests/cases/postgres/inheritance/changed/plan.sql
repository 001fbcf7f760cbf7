-- 1. add column c to table base (ACCESS EXCLUSIVE on base; wanted.sql:1)
ALTER TABLE public.base ADD COLUMN c integer DEFAULT 5;

-- 2. add constraint base_id_check to table base (ACCESS EXCLUSIVE on base; wanted.sql:1)
ALTER TABLE public.base ADD CONSTRAINT base_id_check CHECK ((id > 0));

-- 3. let table loose inherit from other (ACCESS EXCLUSIVE on loose; wanted.sql:4)
ALTER TABLE public.loose INHERIT public.other;

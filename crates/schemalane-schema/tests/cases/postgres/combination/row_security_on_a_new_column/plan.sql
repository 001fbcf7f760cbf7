-- 1. add column owner to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN owner text DEFAULT CURRENT_USER NOT NULL;

-- 2. enable the row level security of table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: authorisation:t: other rows may be seen than before
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;

-- 3. create index t_owner (SHARE on t; wanted.sql:4)
--    note: index-build:t_owner: the index is built from all rows of the table
CREATE INDEX t_owner ON public.t USING btree (owner);

-- 4. create policy t.mine (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    note: authorisation:t.mine: other rows may be seen than before
CREATE POLICY mine ON public.t AS PERMISSIVE FOR ALL TO PUBLIC USING (owner = CURRENT_USER);

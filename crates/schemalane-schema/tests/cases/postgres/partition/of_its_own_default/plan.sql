-- 1. set the default of column n of table m_2026 (ACCESS EXCLUSIVE on m_2026; wanted.sql:2)
ALTER TABLE public.m_2026 ALTER COLUMN n SET DEFAULT 7;

-- 2. let column n of table m_2026 refuse nulls (ACCESS EXCLUSIVE on m_2026; wanted.sql:2)
ALTER TABLE public.m_2026 ALTER COLUMN n SET NOT NULL;

-- 3. change the parameters of table m_2026 (wanted.sql:2)
ALTER TABLE public.m_2026 SET (fillfactor = '70');

-- 4. add constraint odd to table m_2026 (ACCESS EXCLUSIVE on m_2026; wanted.sql:2)
ALTER TABLE public.m_2026 ADD CONSTRAINT odd CHECK ((n <> 3));

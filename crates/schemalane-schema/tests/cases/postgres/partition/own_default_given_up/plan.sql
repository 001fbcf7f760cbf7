-- 1. set the default of column n of table m_2026 (ACCESS EXCLUSIVE on m_2026; wanted.sql:2)
ALTER TABLE public.m_2026 ALTER COLUMN n SET DEFAULT 1;

-- 2. let column n of table m_2026 take nulls (ACCESS EXCLUSIVE on m_2026; wanted.sql:2)
ALTER TABLE public.m_2026 ALTER COLUMN n DROP NOT NULL;

-- 3. drop the default of column day of table m_2026_2 (ACCESS EXCLUSIVE on m_2026_2; wanted.sql:3)
ALTER TABLE public.m_2026_2 ALTER COLUMN day DROP DEFAULT;

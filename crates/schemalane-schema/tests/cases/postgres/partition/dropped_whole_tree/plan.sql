-- 1. drop table m_2025 (ACCESS EXCLUSIVE on m_2025)
--    approved: delete-data:m_2025: 1 row is lost
DROP TABLE public.m_2025;

-- 2. drop table m_2026 (ACCESS EXCLUSIVE on m_2026)
--    approved: delete-data:m_2026: 1 row is lost
DROP TABLE public.m_2026;

-- 3. drop table m (ACCESS EXCLUSIVE on m)
--    approved: delete-data:m: 2 rows are lost
DROP TABLE public.m;

-- 1. drop table m_2025 (ACCESS EXCLUSIVE on m_2025)
--    approved: delete-data:m_2025: 1 row is lost
DROP TABLE public.m_2025;

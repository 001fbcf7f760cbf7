-- 1. rename index t_old to t_i (SHARE UPDATE EXCLUSIVE on t_old; wanted.sql:2)
--    warning: rename:t_i: applications that run meanwhile know it as t_old, and fail
ALTER INDEX public.t_old RENAME TO t_i;

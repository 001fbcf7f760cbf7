-- 1. drop index i (outside of a transaction; SHARE UPDATE EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX CONCURRENTLY public.i;

-- 1. rename index t_a to t_on_a (SHARE UPDATE EXCLUSIVE on t_a; wanted.sql:2)
--    warning: rename:t_on_a: applications that run meanwhile know it as t_a, and fail
ALTER INDEX public.t_a RENAME TO t_on_a;

-- 2. rename view old_view to new_view (ACCESS EXCLUSIVE on old_view; wanted.sql:3)
--    warning: rename:new_view: applications that run meanwhile know it as old_view, and fail
ALTER VIEW public.old_view RENAME TO new_view;

-- 3. rename materialised view old_mat to new_mat (ACCESS EXCLUSIVE on old_mat; wanted.sql:5)
--    warning: rename:new_mat: applications that run meanwhile know it as old_mat, and fail
ALTER MATERIALIZED VIEW public.old_mat RENAME TO new_mat;

-- 4. rename sequence nums to numbers (wanted.sql:6)
--    warning: rename:numbers: applications that run meanwhile know it as nums, and fail
ALTER SEQUENCE public.nums RENAME TO numbers;

-- 5. rename routine square(integer) to area(integer) (wanted.sql:7)
--    warning: rename:area(integer): applications that run meanwhile know it as square(integer), and fail
ALTER ROUTINE public.square(integer) RENAME TO area;

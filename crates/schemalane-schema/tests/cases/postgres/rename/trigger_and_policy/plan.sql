-- 1. rename policy t.p to mine (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    warning: rename:t.mine: applications that run meanwhile know it as p, and fail
ALTER POLICY p ON public.t RENAME TO mine;

-- 2. rename trigger t.r to noted (ACCESS EXCLUSIVE on t; wanted.sql:5)
--    warning: rename:t.noted: applications that run meanwhile know it as r, and fail
ALTER TRIGGER r ON public.t RENAME TO noted;

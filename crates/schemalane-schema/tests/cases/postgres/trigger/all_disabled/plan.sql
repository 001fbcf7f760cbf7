-- 1. change when trigger t.r fires (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    warning: behaviour-change:t.r: it fires at other times than before
ALTER TABLE public.t ENABLE TRIGGER r;

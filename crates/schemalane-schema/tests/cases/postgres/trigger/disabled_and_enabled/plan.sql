-- 1. change when trigger t.a fires (SHARE ROW EXCLUSIVE on t; wanted.sql:3)
--    warning: behaviour-change:trigger:public.t.a: it fires at other times than before
ALTER TABLE public.t DISABLE TRIGGER a;

-- 2. change when trigger t.b fires (SHARE ROW EXCLUSIVE on t; wanted.sql:4)
--    warning: behaviour-change:t.b: it fires at other times than before
ALTER TABLE public.t ENABLE TRIGGER b;

-- 3. change when trigger t.c fires (SHARE ROW EXCLUSIVE on t; wanted.sql:5)
--    warning: behaviour-change:t.c: it fires at other times than before
ALTER TABLE public.t ENABLE ALWAYS TRIGGER c;

-- 4. comment on trigger t.c (wanted.sql:5)
COMMENT ON TRIGGER c ON public.t IS 'on replicas, too';

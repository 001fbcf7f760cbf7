-- 1. change the parameters of view v (wanted.sql:2)
ALTER VIEW public.v RESET (check_option, security_barrier);

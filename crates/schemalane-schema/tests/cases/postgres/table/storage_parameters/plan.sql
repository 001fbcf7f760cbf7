-- 1. change the parameters of table t (wanted.sql:1)
ALTER TABLE public.t SET (autovacuum_vacuum_scale_factor = '0.05', fillfactor = '70', parallel_workers = '2', toast.autovacuum_enabled = 'off');
ALTER TABLE public.t RESET (autovacuum_enabled);

CREATE TABLE t (a int, b text) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_enabled = off, parallel_workers = 2);

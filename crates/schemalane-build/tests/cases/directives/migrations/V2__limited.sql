-- schemalane: lock_timeout = 500ms
SELECT 1;

-- schemalane: statement_timeout = 0
SELECT 1;

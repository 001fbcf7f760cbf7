-- schemalane: transaction = false
-- schemalane: transaction = false
SELECT 1;

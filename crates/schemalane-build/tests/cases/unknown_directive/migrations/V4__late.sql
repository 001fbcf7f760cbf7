SELECT 1;
-- schemalane: transaction = false

-- schemalane: transactional = false
SELECT 1;

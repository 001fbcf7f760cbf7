SELECT id, parent FROM v ORDER BY id

SELECT id, many FROM t ORDER BY id

SELECT id, one FROM t ORDER BY id

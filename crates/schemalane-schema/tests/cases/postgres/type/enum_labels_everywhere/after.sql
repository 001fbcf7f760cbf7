SELECT id, m, list, o FROM t ORDER BY id

SELECT id, code FROM t

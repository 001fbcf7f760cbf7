SELECT id, More FROM t

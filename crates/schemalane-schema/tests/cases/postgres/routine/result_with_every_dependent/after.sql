SELECT id, code, twice FROM t

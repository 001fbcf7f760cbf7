SELECT a, twice FROM t

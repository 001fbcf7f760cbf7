SELECT a, d, e FROM t

SELECT length(a) FROM t

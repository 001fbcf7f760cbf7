SELECT m, list FROM t

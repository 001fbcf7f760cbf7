SELECT s, list FROM t

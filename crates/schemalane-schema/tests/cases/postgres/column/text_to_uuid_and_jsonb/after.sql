SELECT a, b->>'k' FROM t

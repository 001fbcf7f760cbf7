SELECT hex(b), r, n, typeof(n) FROM t

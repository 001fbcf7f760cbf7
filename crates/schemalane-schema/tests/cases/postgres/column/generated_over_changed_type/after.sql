SELECT v.g, t.a FROM v, t

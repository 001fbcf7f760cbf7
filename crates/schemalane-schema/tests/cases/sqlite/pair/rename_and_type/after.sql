SELECT id, quote(amount) FROM t

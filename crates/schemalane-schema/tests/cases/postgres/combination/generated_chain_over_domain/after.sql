SELECT full_name, length FROM t

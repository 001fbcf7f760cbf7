SELECT count(*) FROM t_1

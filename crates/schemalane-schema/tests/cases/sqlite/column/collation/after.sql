SELECT count(*) FROM t WHERE a = 'a'

SELECT (home).city, others FROM t

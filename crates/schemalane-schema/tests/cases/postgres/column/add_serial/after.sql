SELECT count(DISTINCT no), max(no) FROM t
SELECT nextval('t_no_seq')

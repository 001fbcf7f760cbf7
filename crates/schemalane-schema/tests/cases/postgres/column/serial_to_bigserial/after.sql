SELECT nextval('t_id_seq')

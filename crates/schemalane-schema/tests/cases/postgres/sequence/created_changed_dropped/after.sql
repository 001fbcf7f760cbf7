SELECT nextval('s'), nextval('n')

SELECT nextval('ids')

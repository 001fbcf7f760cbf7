SELECT count(*) FROM a

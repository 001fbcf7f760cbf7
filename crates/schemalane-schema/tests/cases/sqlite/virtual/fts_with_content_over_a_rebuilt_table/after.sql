SELECT rowid, body FROM s WHERE s MATCH 'hello'
INSERT INTO s (s) VALUES ('integrity-check')

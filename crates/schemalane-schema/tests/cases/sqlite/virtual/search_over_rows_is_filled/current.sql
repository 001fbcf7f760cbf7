CREATE TABLE post (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO post VALUES (7, 'hello world'), (8, 'good night');

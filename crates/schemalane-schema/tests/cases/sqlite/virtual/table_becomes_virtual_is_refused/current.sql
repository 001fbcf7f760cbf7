CREATE TABLE s (body TEXT);
INSERT INTO s VALUES ('hello world');

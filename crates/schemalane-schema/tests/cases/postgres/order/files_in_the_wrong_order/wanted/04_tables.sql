CREATE TABLE t (a int, m mood DEFAULT 'ok');

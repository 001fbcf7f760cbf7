CREATE TABLE t (id int, other int);
CREATE SEQUENCE s INCREMENT 5 OWNED BY t.other;

CREATE SEQUENCE s AS int;
CREATE TABLE t (id bigint NOT NULL DEFAULT nextval('s'));

CREATE SEQUENCE numbers;
CREATE TABLE t (a text, id bigint NOT NULL DEFAULT nextval('numbers') UNIQUE CHECK (id > 0));

CREATE SEQUENCE ids CACHE 1 MAXVALUE 1000000;
CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('ids'), n int);
CREATE TABLE b (id bigint PRIMARY KEY DEFAULT nextval('ids'));
CREATE TABLE c (id bigint PRIMARY KEY DEFAULT nextval('ids'));

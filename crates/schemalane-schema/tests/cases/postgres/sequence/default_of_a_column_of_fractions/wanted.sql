CREATE SEQUENCE ticks;
CREATE SEQUENCE tocks;
CREATE TABLE t (id double precision DEFAULT nextval('ticks'), n numeric(6, 2) DEFAULT nextval('tocks'));

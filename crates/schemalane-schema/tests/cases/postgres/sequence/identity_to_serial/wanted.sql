CREATE TABLE t (id serial PRIMARY KEY, a text);
COMMENT ON SEQUENCE t_id_seq IS 'counts';
CREATE SEQUENCE other INCREMENT 10;
CREATE TABLE restarted (id bigint NOT NULL DEFAULT nextval('other'), a text);
ALTER SEQUENCE other OWNED BY restarted.id;

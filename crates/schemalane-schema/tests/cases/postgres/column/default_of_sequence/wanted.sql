CREATE SEQUENCE numbers START 100;
CREATE TABLE t (a bigint DEFAULT nextval('numbers'), b text DEFAULT lower('X'));

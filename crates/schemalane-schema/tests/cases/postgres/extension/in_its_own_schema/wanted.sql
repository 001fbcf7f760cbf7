CREATE SCHEMA ext;
CREATE EXTENSION pgcrypto WITH SCHEMA ext;
CREATE TABLE t (a int, id uuid NOT NULL DEFAULT ext.gen_random_uuid());

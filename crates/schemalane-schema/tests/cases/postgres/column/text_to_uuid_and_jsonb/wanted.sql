CREATE TABLE t (a uuid NOT NULL DEFAULT gen_random_uuid(), b jsonb);

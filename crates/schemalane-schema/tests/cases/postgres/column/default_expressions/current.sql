CREATE TABLE t (id int, a text DEFAULT 'it''s', b timestamptz DEFAULT now(), c int DEFAULT 1 + 1, d interval DEFAULT '1 day', e jsonb DEFAULT '{}', f date DEFAULT CURRENT_DATE);
INSERT INTO t (id) VALUES (1);

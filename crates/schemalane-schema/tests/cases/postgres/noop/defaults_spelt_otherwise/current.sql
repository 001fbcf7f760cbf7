CREATE TABLE t (a text DEFAULT 'x', b int DEFAULT '7', c timestamptz DEFAULT now(), d bool DEFAULT 'yes', e numeric DEFAULT 1.50, f int DEFAULT NULL, g text DEFAULT ('a' || 'b'), h date DEFAULT '2026-01-01', i text[] DEFAULT ARRAY[]::text[]);
INSERT INTO t (a) VALUES ('q');

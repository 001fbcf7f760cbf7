CREATE TYPE mood AS ENUM (
    'sad',
    'it''s all right', -- @renamed from='Fine'
    'glad',
    'new'
);
CREATE TABLE t (
    id int PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'it''s all right',
    all_moods mood[],
    CHECK (mood <> 'sad'),
    CHECK (mood <> 'it''s all right' OR id = 1)
);
CREATE VIEW v AS SELECT id FROM t WHERE mood = 'it''s all right';
CREATE INDEX i ON t (id) WHERE mood = 'it''s all right';

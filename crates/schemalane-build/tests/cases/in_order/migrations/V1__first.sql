CREATE TABLE account (id BIGINT PRIMARY KEY);
-- A comment; with a semicolon.
INSERT INTO account VALUES (1);

CREATE TABLE account (id BIGINT PRIMARY KEY, name TEXT);
INSERT INTO account VALUES (1, 'it''s; one');

CREATE TABLE a (name INTEGER,
    -- @renamed from=note
    remark INTEGER);
CREATE TABLE b (name INTEGER,
    -- @renamed from=note
    remark INTEGER);
CREATE VIEW va AS WITH source AS (SELECT * FROM a) SELECT remark FROM source;
CREATE VIEW vb AS WITH source AS (SELECT * FROM b) SELECT remark FROM source;
CREATE TRIGGER r INSTEAD OF INSERT ON va BEGIN SELECT NEW.remark; END;

CREATE TABLE a (
    -- @renamed from=note
    remark INTEGER);
CREATE VIEW v AS WITH source AS (SELECT * FROM a) SELECT remark FROM source;
CREATE VIEW w AS SELECT remark FROM v;

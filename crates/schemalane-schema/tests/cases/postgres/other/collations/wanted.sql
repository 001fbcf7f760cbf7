CREATE COLLATION changed (provider = icu, locale = 'sv');
COMMENT ON COLLATION changed IS 'Swedish';
CREATE TABLE t (a text COLLATE changed);

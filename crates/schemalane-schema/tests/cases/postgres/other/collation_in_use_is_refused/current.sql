CREATE COLLATION changed (provider = icu, locale = 'de');
CREATE TABLE t (a text COLLATE changed);

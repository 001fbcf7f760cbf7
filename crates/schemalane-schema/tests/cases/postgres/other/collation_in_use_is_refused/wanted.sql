CREATE COLLATION changed (provider = icu, locale = 'sv');
CREATE TABLE t (a text COLLATE changed);

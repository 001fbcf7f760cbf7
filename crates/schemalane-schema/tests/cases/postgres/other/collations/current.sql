CREATE COLLATION changed (provider = icu, locale = 'de');
CREATE COLLATION gone (provider = icu, locale = 'de');
CREATE TABLE t (a text COLLATE gone);

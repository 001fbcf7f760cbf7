CREATE TABLE t (id INTEGER PRIMARY KEY);
CREATE VIEW v AS select id from t union select 1;

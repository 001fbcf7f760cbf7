CREATE TABLE t (ärger INT); -- SQLite folds ASCII only

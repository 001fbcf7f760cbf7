CREATE TABLE t (a time, d date);
INSERT INTO t VALUES ('12:00', '2025-01-02');

CREATE TABLE t (at timestamp, day date);
INSERT INTO t VALUES ('2025-01-02 12:00', '2025-01-02'), ('2025-01-03 12:00', NULL);

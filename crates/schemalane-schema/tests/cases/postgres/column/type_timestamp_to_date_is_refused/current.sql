CREATE TABLE t (a timestamp, b timestamp, c timestamp(6));
INSERT INTO t VALUES ('2025-01-02 00:00', '2025-01-02 00:00', '2025-01-02 00:00:00.25'), ('2025-01-02 00:01', NULL, '2025-01-02 00:00:01');

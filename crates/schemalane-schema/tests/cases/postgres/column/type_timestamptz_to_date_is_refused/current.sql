CREATE TABLE t (at timestamptz, tz timetz);
INSERT INTO t VALUES ('2025-01-02 00:00+00', '12:00+02'), ('2025-01-02 23:30-05', '12:00+00');

SELECT name, seq FROM sqlite_sequence
SELECT n FROM v

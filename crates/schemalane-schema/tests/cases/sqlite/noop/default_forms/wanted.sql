CREATE TABLE t (a INT DEFAULT (1), b REAL DEFAULT (-1.5), c TEXT DEFAULT current_timestamp, d INT DEFAULT ((1)), e TEXT DEFAULT (lower('A')));

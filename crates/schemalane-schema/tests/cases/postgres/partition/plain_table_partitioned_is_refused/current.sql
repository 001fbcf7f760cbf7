CREATE TABLE m (day date, n int);
INSERT INTO m VALUES ('2026-05-05', 2);

INSERT INTO m VALUES ('2026-01-05', 'x', 1), ('2027-01-01', 'y', 2) RETURNING tableoid::regclass

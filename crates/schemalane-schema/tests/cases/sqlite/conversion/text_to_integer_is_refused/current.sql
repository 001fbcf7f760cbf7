CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
INSERT INTO t VALUES (1, '12'), (2, '1.0'), (3, '+5'), (4, '9223372036854775808'), (5, '1e3'), (6, 'word'), (7, '0x10'), (8, '');

CREATE TABLE t (a interval, b interval, c interval);
INSERT INTO t VALUES ('1 day 02:03:04', '1 day', '00:00:01.234'), ('02:03:00', '2 days', '00:00:01');

-- What it is for.
-- schemalane: transaction = false
-- schemalane: lock_timeout = 3s

-- schemalane: statement_timeout = 5min
CREATE TABLE a (id INT);
CREATE INDEX CONCURRENTLY a_id ON a (id);

SET lock_timeout = '3s';
CREATE INDEX CONCURRENTLY account_name ON account (name);

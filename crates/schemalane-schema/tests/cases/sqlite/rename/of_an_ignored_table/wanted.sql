CREATE TABLE t (a integer, b integer);
-- @renamed from=legacy_old
CREATE TABLE legacy_new (
    x integer -- @renamed from=a
);
CREATE INDEX i ON legacy_new (x); -- @renamed from=j

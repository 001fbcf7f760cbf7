CREATE TABLE t (
    c, -- @renamed from=a
    d -- @renamed from=a
);

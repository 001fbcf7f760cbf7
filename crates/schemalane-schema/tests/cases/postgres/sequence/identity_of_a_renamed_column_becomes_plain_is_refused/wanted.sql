CREATE TABLE t (
    key int PRIMARY KEY, -- @renamed from=id
    name text
);

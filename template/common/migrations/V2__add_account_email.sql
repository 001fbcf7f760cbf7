-- V3 fills this column, row by row, in Rust.
ALTER TABLE accounts ADD COLUMN email TEXT;

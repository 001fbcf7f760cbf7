CREATE TABLE parent (a bigint, b int);
ALTER TABLE parent ALTER COLUMN b SET STATISTICS 50;
CREATE TABLE child (a int, b int, c text, d int);

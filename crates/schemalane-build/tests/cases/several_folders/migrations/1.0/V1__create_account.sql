CREATE TABLE account (id INT);

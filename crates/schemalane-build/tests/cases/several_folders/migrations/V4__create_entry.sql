CREATE TABLE entry (id INT);

CREATE TABLE shop (id INT);

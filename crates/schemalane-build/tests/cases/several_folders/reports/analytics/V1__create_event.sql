CREATE TABLE event (id INT);

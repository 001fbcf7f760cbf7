SELECT * FROM child

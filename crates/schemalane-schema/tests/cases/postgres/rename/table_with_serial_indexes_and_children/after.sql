INSERT INTO users (name) VALUES ('z') RETURNING id

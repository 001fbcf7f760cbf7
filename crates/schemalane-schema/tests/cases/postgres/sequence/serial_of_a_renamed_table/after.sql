INSERT INTO users (name) VALUES ('z') RETURNING id
SELECT has_sequence_privilege('clerk', 'users_id_seq', 'USAGE')

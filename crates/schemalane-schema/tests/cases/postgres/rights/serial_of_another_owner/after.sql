INSERT INTO t DEFAULT VALUES RETURNING id
INSERT INTO u DEFAULT VALUES RETURNING id
INSERT INTO x DEFAULT VALUES RETURNING id
INSERT INTO y DEFAULT VALUES RETURNING id
SELECT sequencename, sequenceowner FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> '_schema_migration_id_seq' ORDER BY 1
SELECT has_sequence_privilege('clerk', 'y_id_seq', 'USAGE'), has_sequence_privilege('clerk', 'x_id_seq', 'USAGE')

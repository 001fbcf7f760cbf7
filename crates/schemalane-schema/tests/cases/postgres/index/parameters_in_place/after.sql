SELECT pg_relation_filenode('i') = n FROM before

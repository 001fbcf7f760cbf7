SELECT pg_relation_filenode('t') = n FROM before

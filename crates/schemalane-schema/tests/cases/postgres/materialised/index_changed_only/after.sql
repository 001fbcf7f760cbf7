SELECT pg_relation_filenode('m') = n FROM before

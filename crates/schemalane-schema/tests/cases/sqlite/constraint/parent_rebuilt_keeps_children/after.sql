SELECT count(*) FROM c

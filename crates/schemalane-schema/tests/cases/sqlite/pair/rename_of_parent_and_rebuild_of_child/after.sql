SELECT id, p, n FROM c

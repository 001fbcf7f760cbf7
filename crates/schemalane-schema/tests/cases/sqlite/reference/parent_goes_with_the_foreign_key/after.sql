SELECT id, p FROM c

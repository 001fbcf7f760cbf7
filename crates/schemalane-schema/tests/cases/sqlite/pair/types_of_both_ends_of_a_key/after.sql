SELECT c.id FROM c JOIN p ON p.code = c.p

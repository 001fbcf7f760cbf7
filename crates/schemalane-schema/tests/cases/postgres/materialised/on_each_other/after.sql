SELECT total FROM c

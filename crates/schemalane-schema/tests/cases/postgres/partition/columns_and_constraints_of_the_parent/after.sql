SELECT day, n, note, tenant FROM m

SELECT id FROM fresh

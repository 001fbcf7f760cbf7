-- @renamed from=search
CREATE VIRTUAL TABLE find USING fts5 (body);

-- @renamed from=People
CREATE TABLE people (Id INTEGER PRIMARY KEY);

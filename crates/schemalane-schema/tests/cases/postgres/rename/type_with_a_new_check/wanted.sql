-- @renamed from=mood
CREATE TYPE feeling AS ENUM ('sad', 'glad');
CREATE TABLE t (id int PRIMARY KEY, mood feeling, CHECK (mood <> 'sad'));

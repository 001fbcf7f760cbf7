CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE t (
    id int PRIMARY KEY,
    note text,
    mood mood DEFAULT 'good',
    CHECK (note = 'x::public.mood' AND mood = 'good')
);

CREATE TABLE t (a text, id uuid DEFAULT gen_random_uuid() PRIMARY KEY);

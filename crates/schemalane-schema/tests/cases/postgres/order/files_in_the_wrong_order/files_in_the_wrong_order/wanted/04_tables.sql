CREATE TABLE t (a int, m mood DEFAULT 'ok', p int REFERENCES parents);

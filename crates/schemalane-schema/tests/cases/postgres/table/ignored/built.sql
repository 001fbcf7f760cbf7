CREATE TABLE tmp_import (a int);
CREATE INDEX tmp_i ON tmp_import (a);
CREATE TABLE spatial (id serial PRIMARY KEY);
CREATE TABLE t (a int, b int);

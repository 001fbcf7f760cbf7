SELECT a FROM t WHERE a OPERATOR(ext.=) 'X'::ext.citext

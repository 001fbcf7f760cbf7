CREATE DOMAIN filled AS text CHECK (VALUE <> '');
CREATE DOMAIN email AS filled CHECK (VALUE LIKE '%@%');
CREATE TABLE t (a text, b email, c email[] DEFAULT '{}');

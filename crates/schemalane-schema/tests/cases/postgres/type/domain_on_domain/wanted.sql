CREATE DOMAIN email AS filled CHECK (VALUE LIKE '%@%');
CREATE DOMAIN filled AS text CHECK (VALUE <> '');
CREATE TABLE t (a text, b email, c email[] DEFAULT '{}');

INSERT INTO author VALUES (1, 'Ada', 'mathematics', 1815, 'ada@x'), (2, 'Bo', NULL, NULL, NULL), (3, 'Cy', 'c', 1900, NULL),
    (4, 'Di', NULL, 1950, 'di@x');
INSERT INTO book VALUES (1, 1, 2, 'One', 10.5, 1.0, 100, x'0102', '2020-01-02', 1, '["a","b"]'),
    (2, 1, NULL, 'Two', 20.0, NULL, NULL, NULL, NULL, 0, NULL), (3, 2, 1, 'Three', 0.0, 0.5, 0, x'', '2021-03-04', 0, '[]'),
    (4, 3, 4, 'Four', 7.25, NULL, NULL, NULL, NULL, 1, '{"k": null}');
INSERT INTO review VALUES (1, 'rita', 5, 'good'), (1, 'sam', 3, NULL), (3, 'rita', 1, NULL);
INSERT INTO code VALUES ('a', 'alpha'), (NULL, 'nothing'), ('b', 'beta');
INSERT INTO loose VALUES (1, 'x', 1), (NULL, 2, NULL), ('t', 3.5, 2), (x'00', x'01', 3);
INSERT INTO firm VALUES (1, 1, 'x', 'd'), (2, NULL, NULL, 'e'), (3, 2, 5, 'f');
INSERT INTO keyed VALUES ('a', 1.5), ('b', NULL);
INSERT INTO backwards VALUES (1, 'x'), (NULL, NULL), (2, 'y');
INSERT INTO made (a, b) VALUES (1, 2), (2, NULL);
INSERT INTO author VALUES (5, 'Ed', 'Ed', NULL, NULL);
INSERT INTO node VALUES (1, NULL, 'root'), (2, 1, 'left'), (3, 1, 'right'), (4, 2, 'leaf');
INSERT INTO "odd name" VALUES ('v', 1, 'w'), ('x', NULL, NULL);
INSERT INTO log VALUES ('then', 'a'), ('later', NULL);
INSERT INTO found VALUES ('one', 'words'), ('two', NULL), (NULL, 'words here');
INSERT INTO place VALUES (1, 0.0, 1.0), (2, 5.0, 6.0);

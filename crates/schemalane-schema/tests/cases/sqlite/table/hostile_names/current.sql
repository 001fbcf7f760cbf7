CREATE TABLE "a ""b" ("select" INT, [x y] TEXT);
INSERT INTO "a ""b" VALUES (1, 'z');

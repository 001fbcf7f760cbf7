CREATE TABLE "a ""b" ("select" INT NOT NULL, [x y] TEXT);

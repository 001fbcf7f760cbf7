CREATE TABLE "größe" ("länge" INT NOT NULL, breite INT);

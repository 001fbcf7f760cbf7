CREATE TABLE "Order" (id int, "Mail" text);
INSERT INTO "Order" VALUES (1, 'x');

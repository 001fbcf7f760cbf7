SELECT "länge", breite FROM "größe"

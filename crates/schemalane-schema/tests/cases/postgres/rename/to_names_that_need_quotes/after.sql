SELECT "Full Name", "select" FROM "Order Items"

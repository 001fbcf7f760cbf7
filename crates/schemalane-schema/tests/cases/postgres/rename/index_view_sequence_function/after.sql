SELECT nextval('numbers'), area(2)

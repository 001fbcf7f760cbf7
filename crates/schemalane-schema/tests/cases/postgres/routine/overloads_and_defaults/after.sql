SELECT f(1), f('x'), f(1, 2)

SELECT even(4)

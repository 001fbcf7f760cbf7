SELECT low FROM t INDEXED BY i WHERE low = 'x!'

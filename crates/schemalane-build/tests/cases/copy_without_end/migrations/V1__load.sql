COPY account (id) FROM stdin;
1
2

SELECT net, gross, label FROM prices ORDER BY net

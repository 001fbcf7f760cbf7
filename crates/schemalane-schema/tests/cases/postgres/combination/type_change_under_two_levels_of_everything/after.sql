SELECT total FROM report

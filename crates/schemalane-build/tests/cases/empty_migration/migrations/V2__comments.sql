-- Nothing.
/* Nothing. */
;

# Looks after one PgBouncer. It writes no file but its log; `start` gives its port.
program=$1
process=

start() {
    { cat "$folder/settings"; echo "listen_port = $1"; } >"$folder/pgbouncer.ini"
    # Its log begins anew, so that a port which was taken at the first try is not found in it at the second.
    $owner "$program" --quiet "$folder/pgbouncer.ini" >"$folder/bouncer.log" 2>&1 &
    process=$!
}

running() {
    kill -0 "$process"
}

obey
if [ -n "$process" ]; then kill -KILL "$process"; fi
leave

# Looks after one PostgreSQL server for as long as the process that asked for it lives.
#
# Orders come as lines on the standard input, and each gets one line for an answer. The end of the input, however it
# came about (the process ended, panicked, was killed), means: stop the server and take everything away.
set -u
programs=$1 folder=$2 user=$3 uid=$4 gid=$5
data=$folder/data

# A Ctrl-C or a closed terminal is meant for the process: the input then ends by itself.
trap '' HUP INT TERM PIPE

as_owner() {
    if [ -z "$user" ]; then
        "$@"
    elif setpriv --reuid="$uid" --regid="$gid" --clear-groups -- true; then
        setpriv --reuid="$uid" --regid="$gid" --clear-groups -- "$@"
    else
        runuser -u "$user" -- "$@"
    fi
}

initialise() {
    as_owner "$programs/initdb" --pgdata="$data" --username=postgres --pwfile="$folder/password" \
        --auth=password --encoding=UTF8 --locale=C --no-sync &&
        cat "$folder/settings" >>"$data/postgresql.conf"
}

start() {
    as_owner "$programs/pg_ctl" start --pgdata="$data" --log="$folder/server.log" --wait --timeout=60 --options="-p $1"
}

stop() {
    as_owner "$programs/pg_ctl" stop --pgdata="$data" --mode="$1" --wait --timeout=15
}

answer() {
    if "$@" </dev/null >"$folder/order.log" 2>&1; then echo done; else echo failed; fi
}

while read -r order argument; do
    case $order in
        initialise) answer initialise ;;
        start) answer start "$argument" ;;
        stop) answer stop "$argument" ;;
    esac
done

if [ -f "$data/postmaster.pid" ]; then
    stop immediate </dev/null >/dev/null 2>&1 || kill -KILL "$(head -n 1 "$data/postmaster.pid")"
fi
rm -rf -- "$folder"

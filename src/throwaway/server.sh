# Runs a PostgreSQL server in a folder of its own until the standard input ends, however that came about: then it stops
# the server and takes the folder away.
set -u
folder=$1 programs=$2 user=$3 uid=$4 gid=$5
data=$folder/data

# A Ctrl-C or a closed terminal is meant for the command: its end closes the input.
trap '' HUP INT TERM PIPE

# What stands before a program that is not for root.
if [ -z "$user" ]; then
    owner=
elif setpriv --reuid="$uid" --regid="$gid" --clear-groups -- true 2>/dev/null; then
    owner="setpriv --reuid=$uid --regid=$gid --clear-groups --"
else
    owner="runuser -u $user --"
fi

begin() {
    $owner "$programs/initdb" --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync &&
        $owner "$programs/pg_ctl" start --pgdata="$data" --log="$folder/server.log" --wait --timeout=60 \
            --options="-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off -c full_page_writes=off"
}

if begin </dev/null >"$folder/begin.log" 2>&1; then echo ready; else echo failed; fi
cat >/dev/null
if [ -f "$data/postmaster.pid" ]; then
    $owner "$programs/pg_ctl" stop --pgdata="$data" --mode=immediate --wait --timeout=15 </dev/null >/dev/null 2>&1 ||
        kill -KILL "$(head -n 1 "$data/postmaster.pid")"
fi
rm -rf -- "$folder"

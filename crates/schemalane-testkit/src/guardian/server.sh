# Looks after one PostgreSQL server for as long as the process that asked for it lives.
programs=$1
data=$folder/data
# Only `copy` asks for it: it has the primary's password, for who connects without one.
export PGPASSFILE="$folder/pgpass"

initialise() {
    as_owner "$programs/initdb" --pgdata="$data" --username=postgres --pwfile="$folder/password" \
        --auth=password --encoding=UTF8 --locale=C --no-sync &&
        cat "$folder/settings" >>"$data/postgresql.conf" &&
        for file in server.crt server.key; do
            if [ -f "$folder/$file" ]; then mv "$folder/$file" "$data/$file" || return; fi
        done
}

# Copies a server of this machine, and makes the copy follow it. The order gives its port, and a name for the slot.
copy() {
    as_owner "$programs/pg_basebackup" --pgdata="$data" --host=127.0.0.1 --port="${1% *}" --username=postgres \
        --wal-method=stream --checkpoint=fast --no-sync --write-recovery-conf --create-slot --slot="${1#* }"
}

start() {
    as_owner "$programs/pg_ctl" start --pgdata="$data" --log="$folder/server.log" --wait --timeout=60 --options="-p $1"
}

stop() {
    as_owner "$programs/pg_ctl" stop --pgdata="$data" --mode="$1" --wait --timeout=15
}

promote() {
    as_owner "$programs/pg_ctl" promote --pgdata="$data" --wait --timeout=60
}

obey
if [ -f "$data/postmaster.pid" ]; then
    stop immediate </dev/null >/dev/null 2>&1 || kill -KILL "$(head -n 1 "$data/postmaster.pid")"
fi
leave

# What every guardian has in common. The duty that follows it (guardian/*.sh) defines the orders as functions, calls
# `obey`, cleans up what is its own, and calls `leave`.
#
# Orders come as lines on the standard input, and each gets one line for an answer. The end of the input, however it
# came about (the process ended, panicked, was killed), means: clean up and take everything away.
set -u
folder=$1 user=$2 uid=$3 gid=$4
shift 4

# A Ctrl-C or a closed terminal is meant for the process: the input then ends by itself.
trap '' HUP INT TERM PIPE

# What stands before a command that is not for root.
if [ -z "$user" ]; then
    owner=
elif setpriv --reuid="$uid" --regid="$gid" --clear-groups -- true 2>/dev/null; then
    owner="setpriv --reuid=$uid --regid=$gid --clear-groups --"
else
    owner="runuser -u $user --"
fi

as_owner() {
    $owner "$@"
}

answer() {
    if "$@" </dev/null >"$folder/order.log" 2>&1; then echo done; else echo failed; fi
}

obey() {
    while read -r order argument; do
        answer "$order" "$argument"
    done
}

leave() {
    rm -rf -- "$folder"
}

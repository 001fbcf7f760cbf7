# Looks after one network namespace, and the link that leads there.
ip=$1
name= near= far=

# The order gives a name, the address on this machine, and the address in there.
connect() {
    set -- $1
    # A network that is there already is somebody else's, and is left alone.
    if [ -n "$("$ip" -4 route show root "$2/30")" ]; then echo "already in use: $2/30" && return 1; fi
    "$ip" netns add "schemalane-$1" || return
    name=schemalane-$1
    "$ip" link add "sl-$1-near" type veth peer name "sl-$1-far" netns "$name" || return
    link=sl-$1-near near=$2 far=$3
    "$ip" address add "$near/30" dev "$link" && "$ip" link set "$link" up &&
        "$ip" -n "$name" link set lo up &&
        "$ip" -n "$name" address add "$far/30" dev "sl-$1-far" && "$ip" -n "$name" link set "sl-$1-far" up
}

# Each side sends to a card that does not exist. What is sent goes out and nobody takes it, and neither side is told:
# a link that is down, or a filter, would be noticed by the kernel that sends.
silence() {
    nobody=02:00:00:00:00:01
    "$ip" neighbour replace "$far" lladdr "$nobody" nud permanent dev "$link" &&
        "$ip" -n "$name" neighbour replace "$near" lladdr "$nobody" nud permanent dev "${link%near}far"
}

restore() {
    "$ip" neighbour delete "$far" dev "$link" &&
        "$ip" -n "$name" neighbour delete "$near" dev "${link%near}far"
}

obey
# The link goes first and takes its other end with it: the namespace stays for as long as a process is in it.
if [ -n "$near" ]; then "$ip" link delete "$link"; fi
if [ -n "$name" ]; then "$ip" netns delete "$name"; fi
leave

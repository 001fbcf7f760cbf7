# Looks after one small filesystem in memory.
disk=$folder/disk

# A folder that nobody can write to, so that who does not see the filesystem over it fails.
prepare() {
    mkdir "$disk" && chmod 0555 "$disk"
}

attach() {
    mount -t tmpfs -o "size=$1,mode=0777" schemalane "$disk"
}

obey
# What is still open on it goes with the last one who has it open.
umount "$disk" 2>/dev/null || umount --lazy "$disk" 2>/dev/null
leave

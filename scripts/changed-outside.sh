#!/usr/bin/env bash
# changed-outside.sh FOLDER COMMAND...
# Runs a command in FOLDER and prints what it changed outside of FOLDER, the folder for temporary files and npm's cache:
# devices by their types, files by name. It runs in a root of its own that is laid over the machine's, as a container
# has one, so that nothing of it reaches the machine; where the system allows none, on the machine, and before and after
# are compared. The command's own output goes to standard error.
set -euo pipefail

devices() { find "$1" -mindepth 1 -maxdepth 1 -printf '/dev/%f is %y\n' | sort; }
changed() { comm -3 <(echo "$1") <(echo "$2") | tr -d '\t'; }
elsewhere() { grep -vE "^(${TMPDIR:-/tmp}|/tmp|${npm_config_cache:-$HOME/.npm}|$folder)(/|$)" | sort || true; }

if [ "$1" != --inside ]; then
  user=()
  [ "$(id -u)" = 0 ] || user=(--map-root-user)
  space=$(mktemp -d)
  trap 'rmdir "$space"' EXIT
  code=0
  unshare "${user[@]}" --mount "$0" --inside "$space" "$@" || code=$?
  [ "$code" = 125 ] || exit "$code"

  echo "no root of its own: on the machine" >&2
  folder=$1
  shift
  before=$(devices /dev)
  marker=$(mktemp)
  code=0
  (cd "$folder" && "$@") >&2 </dev/null || code=$?
  changed "$before" "$(devices /dev)"
  find / -xdev -newer "$marker" ! -type d ! -path "/proc/*" ! -path "/sys/*" 2>/dev/null | elsewhere
  rm "$marker"
  exit "$code"
fi

space=$2
folder=$3
shift 3
{
  mount --make-rprivate /
  mount -t tmpfs tmpfs "$space"
  mkdir "$space"/{upper,work,root}
  mount -t overlay overlay -o "lowerdir=/,upperdir=$space/upper,workdir=$space/work" "$space/root"
  root=$space/root
  mount --rbind /proc "$root/proc"
  mount --bind "$folder" "$root$folder"
  mount -t tmpfs tmpfs "$root/dev"
} 2>/dev/null || exit 125
while read -r name minor; do
  mknod -m 666 "$root/dev/$name" c 1 "$minor" 2>/dev/null ||
    { touch "$root/dev/$name" && mount --bind "/dev/$name" "$root/dev/$name"; } || exit 125
done <<'DEVICES'
null 3
zero 5
full 7
random 8
urandom 9
DEVICES
ln -s /proc/self/fd "$root/dev/fd"
for n in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${n%:*}" "$root/dev/${n#*:}"; done

before=$(devices "$root/dev")
code=0
chroot "$root" /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@" >&2 </dev/null || code=$?
changed "$before" "$(devices "$root/dev")"
(cd "$space/upper" && find . -mindepth 1 ! -type d -printf '/%P\n') | elsewhere
exit "$code"

#!/usr/bin/env bash
# Install the Debian package in a clean root and let the installed program go through its tour.
#
#     sudo packaging/debian_test.sh build/debian/sacroread_0.1.0_amd64.deb [SUITE]
#
# Needs debootstrap and root. The root lies in a temporary folder and is removed afterwards.
set -euo pipefail
package=$(realpath "$1")
suite=${2:-bookworm}
root=$(mktemp -d)
trap 'umount -q "$root/proc" || true; rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase "$suite" "$root" > "$root.log" 2>&1 || { tail "$root.log"; exit 1; }
mount -t proc proc "$root/proc" # torch asks for the number of processors
cp "$package" "$root/tmp/sacroread.deb"
chroot "$root" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  /tmp/sacroread.deb desktop-file-utils > /tmp/apt.log 2>&1 || { tail /tmp/apt.log; exit 1; }'
chroot "$root" desktop-file-validate /usr/share/applications/sacroread.desktop
chroot "$root" sacroread --version
chroot "$root" env QT_QPA_PLATFORM=offscreen SACROREAD_HOME=/tmp/home sacroread demo --tour /tmp/tour
echo "screenshots of the installed program: $(find "$root/tmp/tour" -name '*.png' | wc -l)"
chroot "$root" apt-get purge -y -qq sacroread > /dev/null
test ! -e "$root/usr/lib/sacroread" && echo "removed without a trace"

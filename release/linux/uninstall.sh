#!/bin/sh
# Takes photosim away again: what install.sh has put there, and nothing else. Photos, and what photosim knows about them,
# stay.
set -eu
program=photosim
id=org.photosim.Photosim

fail() {
    echo "uninstall.sh: $1" >&2
    exit "${2-1}"
}

case "$#:${1-}" in
    0:)
        case "${HOME-}" in /*) ;; *) fail "there is no home folder to look into" ;; esac
        prefix=$HOME/.local
        case "${XDG_DATA_HOME-}" in /*) data=$XDG_DATA_HOME ;; *) data=$prefix/share ;; esac
        ;;
    1:--system)
        [ "$(id -u)" -eq 0 ] || fail "--system is for root"
        prefix=/usr/local
        data=$prefix/share
        ;;
    *) fail "usage: uninstall.sh [--system]" 2 ;;
esac
lib=$prefix/lib/$program
link=$prefix/bin/$program
icons=$data/icons/hicolor

rm -f "$data/applications/$id.desktop" "$data/metainfo/$id.metainfo.xml" "$data/man/man1/$program.1"
for icon in "$icons"/*/apps/"$id".png "$icons/scalable/apps/$id.svg"; do
    rm -f "$icon"
done
if [ -L "$link" ] && [ "$(readlink "$link")" = "../lib/$program/$program" ]; then
    rm -f "$link"
fi
if [ -x "$lib/$program" ]; then
    rm -rf "$lib"
fi

# Lists of what is left, and none where nothing is left.
if ls "$data/applications/"*.desktop >/dev/null 2>&1; then
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$data/applications" || true
    fi
else
    rm -f "$data/applications/mimeinfo.cache"
fi
if [ -e "$icons/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null 2>&1; then
    gtk-update-icon-cache -q -t -f "$icons" || true
fi
empty() {
    rmdir "$@" 2>/dev/null || true # those that are, one after the other
}
empty "$icons"/*/apps "$icons"/* "$icons" "$data/icons" "$data/applications" "$data/metainfo" "$data/man/man1"
if [ "$#" -eq 0 ]; then # /usr/local has its folders whether there is something in them or not
    empty "$data/man" "$prefix/bin" "$prefix/lib"
    echo "photosim is gone. What it knew about your photos is kept in $data/$program"
else
    echo "photosim is gone. What it knew about their photos is kept in the folders of those who used it."
fi

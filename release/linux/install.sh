#!/bin/sh
# Installs photosim for you, or with --system (as root) for everybody on this computer, and puts it into the menu.
# uninstall.sh takes it away again. Only files are copied; nothing is fetched and nothing runs by itself afterwards.
set -eu
umask 022
program=photosim
id=org.photosim.Photosim

fail() {
    echo "install.sh: $1" >&2
    exit "${2-1}"
}

case "$#:${1-}" in
    0:)
        case "${HOME-}" in /*) ;; *) fail "there is no home folder to install into" ;; esac
        prefix=$HOME/.local
        case "${XDG_DATA_HOME-}" in /*) data=$XDG_DATA_HOME ;; *) data=$prefix/share ;; esac
        ;;
    1:--system)
        [ "$(id -u)" -eq 0 ] || fail "--system is for root; without it photosim is installed for you alone"
        prefix=/usr/local
        data=$prefix/share
        ;;
    *) fail "usage: install.sh [--system]" 2 ;;
esac
case "$prefix$data" in *"
"*) fail "a desktop entry cannot name a folder with a line break in its name" ;; esac
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ -x "$here/$program/$program" ] || fail "the program is not beside this script; unpack the whole archive first"

# The program: the new one is complete before the old one goes.
lib=$prefix/lib/$program
if [ -e "$lib" ] && [ ! -x "$lib/$program" ]; then
    fail "$lib is something else; move it away first"
fi
mkdir -p "$prefix/lib" "$prefix/bin"
rm -rf "$lib.new"
cp -RP "$here/$program" "$lib.new"
cp "$here/uninstall.sh" "$lib.new/uninstall.sh"
chmod -R a+rX "$lib.new" # whoever unpacked the archive may have kept it from others
rm -rf "$lib"
mv "$lib.new" "$lib"

link=$prefix/bin/$program
if [ -L "$link" ] && [ "$(readlink "$link")" = "../lib/$program/$program" ]; then
    :
elif [ -e "$link" ] || [ -L "$link" ]; then
    echo "$link belongs to something else and is left alone; this photosim is $lib/$program"
else
    ln -s "../lib/$program/$program" "$link"
fi

# What desktops read: icons, description, manual, and last the entry of the menu.
(cd "$here/share" && find . -type f) | while IFS= read -r file; do
    mkdir -p "$data/$(dirname "$file")"
    cp "$here/share/$file" "$data/$file"
    chmod a+r "$data/$file"
done
# By its whole path, because desktops do not look into ~/.local/bin everywhere. Quoted as the Desktop Entry
# Specification has it: \ " ` $ with a \ before them inside the quotes, then each \ doubled as in any value, % doubled.
quoted=$(printf '%s' "$lib/$program" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
# GLib looks for the first word before it makes one % of two, so that word must not have any: then the shell starts it.
shell=
case "$lib" in *%*) shell='sh -c "exec \\"\\$0\\" \\"\\$@\\"" ' ;; esac
while IFS= read -r line; do
    case "$line" in
        Exec=*) printf 'Exec=%s"%s" %%F\n' "$shell" "$quoted" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$here/share/applications/$id.desktop" >"$data/applications/$id.desktop"

# What keeps lists of all that, where it is there.
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "$data/applications" || true
fi
touch "$data/icons/hicolor"
if [ -e "$data/icons/hicolor/icon-theme.cache" ] && command -v gtk-update-icon-cache >/dev/null 2>&1; then
    gtk-update-icon-cache -q -t -f "$data/icons/hicolor" || true
fi

echo "photosim is installed: look for it in the menu, or run $link"
echo "To take it away again, run uninstall.sh${1:+ $1} in $lib"

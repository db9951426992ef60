"""Native libraries that the packaged program may hold, and their licences.

They come inside packages or from the system the program is made on, mostly without a word a program could read about
the licence of the library itself: the copyright file of a Debian package tells of its manuals and tests, too. What is
not here is not passed on.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

_X11: Final = "MIT AND X11 AND HPND"
_GCC: Final = "GPL-3.0-or-later WITH GCC-exception-3.1"
_LGPL: Final = "LGPL-2.1-or-later"
_MICROSOFT: Final = "LicenseRef-Microsoft-Distributable-Code"


@dataclass(frozen=True, slots=True)
class Library:
    """One library.

    Attributes:
        name: as its makers write it.
        licence: of the library itself, an expression of SPDX.
        home: where it and its source are to be had.
        files: patterns of its files' names, in lower case.
        notice: who holds the copyright, where no text that comes with it says so.
    """

    name: str
    licence: str
    home: str
    files: tuple[str, ...]
    notice: str = ""


LIBRARIES: Final = (
    Library("Brotli", "MIT", "https://github.com/google/brotli", ("libbrotli*",)),
    Library("bzip2", "bzip2-1.0.6", "https://sourceware.org/bzip2/", ("libbz2*",)),
    Library("D-Bus", "AFL-2.1 OR GPL-2.0-or-later", "https://www.freedesktop.org/wiki/Software/dbus/", ("libdbus-1*",)),
    Library("e2fsprogs", "MIT", "https://e2fsprogs.sourceforge.net/", ("libcom_err*",)),
    Library("Expat", "MIT", "https://libexpat.github.io/", ("libexpat*",)),
    Library("Fontconfig", "MIT AND HPND", "https://www.freedesktop.org/wiki/Software/fontconfig/", ("libfontconfig*",)),
    Library("FreeType", "FTL OR GPL-2.0-or-later", "https://freetype.org/", ("libfreetype*",)),
    Library("GCC runtime library", _GCC, "https://gcc.gnu.org/", ("libgcc_s*", "libstdc++*", "libgfortran*")),
    Library("GLib", _LGPL, "https://gitlab.gnome.org/GNOME/glib", ("libg[!tcfdp]*-2.0.*", "libgthread-2.0*")),
    Library("Graphite2", "LGPL-2.1-or-later OR MPL-1.1", "https://graphite.sil.org/", ("libgraphite2*",)),
    Library("HarfBuzz", "MIT", "https://harfbuzz.github.io/", ("libharfbuzz*",)),
    Library("HDF5", "BSD-3-Clause", "https://www.hdfgroup.org/solutions/hdf5/", ("libhdf5*", "hdf5*.dll")),
    Library("ICU", "Unicode-3.0", "https://icu.unicode.org/", ("libicu*", "icu*.dll"), "Copyright Unicode, Inc."),
    Library("KeyUtils", "LGPL-2.0-or-later", "https://people.redhat.com/~dhowells/keyutils/", ("libkeyutils*",)),
    Library(
        *("libaec", "BSD-2-Clause", "https://gitlab.dkrz.de/k202009/libaec", ("libaec*", "libsz*", "szip*", "aec*")),
        notice="Copyright Mathis Rosenhauer, Moritz Hanke, Joerg Behrens and Luis Kornblueh, "
        "Deutsches Klimarechenzentrum GmbH",
    ),
    Library("libavif", "BSD-2-Clause", "https://github.com/AOMediaCodec/libavif", ("libavif*",)),
    Library("libbsd", "BSD-3-Clause AND BSD-2-Clause AND ISC AND MIT", "https://libbsd.freedesktop.org/", ("libbsd*",)),
    Library("libcap", "BSD-3-Clause OR GPL-2.0-only", "https://sites.google.com/site/fullycapable/", ("libcap.*",)),
    Library("libffi", "MIT", "https://sourceware.org/libffi/", ("libffi*",)),
    Library("libgcrypt", _LGPL, "https://gnupg.org/software/libgcrypt/", ("libgcrypt*",)),
    Library("libgpg-error", _LGPL, "https://gnupg.org/software/libgpg-error/", ("libgpg-error*",)),
    Library("libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", "https://libjpeg-turbo.org/", ("libjpeg*",)),
    Library("libmd", "BSD-3-Clause AND BSD-2-Clause AND ISC", "https://www.hadrons.org/software/libmd/", ("libmd.*",)),
    Library("libmpdec", "BSD-2-Clause", "https://www.bytereef.org/mpdecimal/", ("libmpdec*",), "Copyright Stefan Krah"),
    Library("libpng", "libpng-2.0", "http://www.libpng.org/pub/png/libpng.html", ("libpng*",)),
    Library("libquadmath", _LGPL, "https://gcc.gnu.org/", ("libquadmath*",)),
    Library("libselinux", "LicenseRef-public-domain", "https://github.com/SELinuxProject", ("libselinux*",)),
    Library("libtiff", "libtiff", "https://libtiff.gitlab.io/libtiff/", ("libtiff*",)),
    Library("libwebp", "BSD-3-Clause", "https://chromium.googlesource.com/webm/libwebp", ("libwebp*", "libsharpyuv*")),
    Library("libxcb", _X11, "https://xcb.freedesktop.org/", ("libxcb*",)),
    Library("libxkbcommon", _X11, "https://xkbcommon.org/", ("libxkbcommon*",)),
    Library("libxcrypt", _LGPL, "https://github.com/besser82/libxcrypt", ("libcrypt.*",)),
    Library("Little CMS 2", "MIT", "https://www.littlecms.com/", ("liblcms2*",)),
    Library("LZ4", "BSD-2-Clause", "https://lz4.org/", ("liblz4*",)),
    Library("Mesa software OpenGL", "MIT", "https://www.mesa3d.org/", ("opengl32sw.dll",), "Copyright Brian Paul"),
    Library("Microsoft Direct3D compiler", _MICROSOFT, "https://www.microsoft.com/", ("d3dcompiler_*.dll",)),
    Library(
        *("Microsoft Visual C++ runtime", _MICROSOFT, "https://www.microsoft.com/"),
        ("vcruntime*.dll", "msvcp*.dll", "concrt*.dll", "vcomp*.dll", "ucrtbase.dll", "api-ms-win-*.dll"),
    ),
    Library(
        *("MIT Kerberos", "MIT", "https://web.mit.edu/kerberos/"),
        ("libgssapi_krb5*", "libk5crypto*", "libkrb5*"),
    ),
    Library("ncurses", "X11", "https://invisible-island.net/ncurses/", ("libtinfo*", "libncurses*")),
    Library("OpenBLAS", "BSD-3-Clause", "https://www.openblas.net/", ("*openblas*",)),
    Library("OpenJPEG", "BSD-2-Clause", "https://www.openjpeg.org/", ("libopenjp2*",)),
    Library("OpenSSL", "Apache-2.0", "https://www.openssl.org/", ("libcrypto*", "libssl*")),
    Library("PCRE2", "BSD-3-Clause", "https://www.pcre.org/", ("libpcre2*",)),
    Library("Readline", "GPL-3.0-or-later", "https://tiswww.case.edu/php/chet/readline/rltop.html", ("libreadline*",)),
    Library("SQLite", "blessing", "https://www.sqlite.org/", ("libsqlite3*", "sqlite3.dll")),
    Library("systemd", _LGPL, "https://systemd.io/", ("libsystemd*",)),
    Library("util-linux, libblkid and libmount", _LGPL, "https://github.com/util-linux", ("libblkid*", "libmount*")),
    Library("util-linux, libuuid", "BSD-3-Clause", "https://github.com/util-linux", ("libuuid*",)),
    Library("Wayland", "MIT", "https://wayland.freedesktop.org/", ("libwayland*",)),
    Library("X.Org libraries", _X11, "https://www.x.org/", ("libx11*", "libxau*", "libxdmcp*", "libxext*", "libsm.*")),
    Library("X.Org libraries", _X11, "https://www.x.org/", ("libxcursor*", "libxrender*", "libxi.*", "libice.*")),
    Library("X.Org libraries", _X11, "https://www.x.org/", ("libxrandr*", "libxfixes*", "libxinerama*")),
    Library("X.Org libraries", _X11, "https://www.x.org/", ("libxcomposite*", "libxdamage*")),
    Library("XZ Utils", "0BSD OR LicenseRef-public-domain", "https://tukaani.org/xz/", ("liblzma*",)),
    Library("zlib", "Zlib", "https://zlib.net/", ("libz.*", "zlib1.dll")),
    Library("Zstandard", "BSD-3-Clause OR GPL-2.0-only", "https://facebook.github.io/zstd/", ("libzstd*",)),
)


def library_of(file: str) -> Library | None:
    """The library a file is of, by its name: `libtiff-20b7e810.so.6.3.0`, `libssl.3.dylib`, `sqlite3.dll`."""
    low = file.lower()
    return next((one for one in LIBRARIES if any(fnmatchcase(low, pattern) for pattern in one.files)), None)

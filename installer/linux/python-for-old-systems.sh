# shellcheck shell=sh disable=SC2086 # options are meant to be split into words
# The compiling, sourced by `python-for-old-systems`: sources in `work`, what is made goes to `work/made`.
: "${work:?}"

# The compiler with the target; without the building system's own headers and libraries, which are for
# another glibc, and without its path in what it makes.
mkdir "$work/bin"
cat >"$work/bin/cc-2.28" <<WRAPPER
#!/bin/sh
for word; do
    shift
    case \$word in
        -I/usr/* | -L/usr/* | -L/lib*) continue ;;
        -Wl,-h*) word=-Wl,-soname,\${word#-Wl,-h} ;;
    esac
    set -- "\$@" "\$word"
done
exec "$work/compiler/ziglang/zig" cc -target x86_64-linux-gnu.2.28 -ffile-prefix-map="$work"=. -Wno-date-time "\$@" -g0
WRAPPER
chmod +x "$work/bin/cc-2.28"
export PATH="$work/bin:$PATH" CC=cc-2.28 PKG_CONFIG=false LC_ALL=C.UTF-8 TZ=UTC
export ZIG_GLOBAL_CACHE_DIR="$work/cache" ZIG_LOCAL_CACHE_DIR="$work/cache"
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$work/python3.11/debian/changelog" -S Timestamp)
export SOURCE_DATE_EPOCH
make="make -j$(nproc)"

# Libraries that go into Python's own; nobody else shall find their names there.
p="$work/static"
hidden='-O2 -fPIC -fvisibility=hidden -fstack-protector-strong'
mkdir -p "$p/lib" "$p/include"
within() { # within NAME COMMAND…: in the folder of its source
    cd "$work/$1"
    quietly "$@"
}
static() { # static NAME OPTION…: a library with an ordinary configure
    name=$1
    shift
    within "$name" ./configure --prefix="$p" --disable-shared CFLAGS="$hidden" "$@"
    within "$name" $make install
}
lay() { # lay NAME LIBRARY HEADER…
    within "$1" cp "$2" "$p/lib"
    shift 2
    quietly lay cp "$@" "$p/include"
}
within zlib env CFLAGS="$hidden" ./configure --static --prefix="$p"
within zlib $make install
within bzip2 $make libbz2.a CC="$CC" CFLAGS="$hidden -D_FILE_OFFSET_BITS=64"
lay bzip2 libbz2.a bzlib.h
static xz-utils --disable-doc --disable-nls --disable-scripts --disable-xz --disable-xzdec \
    --disable-lzmadec --disable-lzmainfo
static libffi --disable-docs --disable-multi-os-directory --disable-exec-static-tramp
cd "$work/expat/expat/lib"
touch expat_config.h
for part in xmlparse xmltok xmlrole; do
    quietly expat $CC $hidden -c $part.c -I. -DXMLIMPORT= -DXML_NS -DXML_DTD -DXML_CONTEXT_BYTES=1024 \
        -DBYTEORDER=1234 -DHAVE_GETRANDOM -DXML_DEV_URANDOM
done
within expat ar rcs libexpat.a expat/lib/xmlparse.o expat/lib/xmltok.o expat/lib/xmlrole.o
lay expat libexpat.a expat/lib/expat.h expat/lib/expat_external.h
# SQLite with everything that Debian's can do.
within sqlite3 ./configure --disable-tcl --disable-shared --disable-readline --enable-fts5 --enable-fts4 \
    CFLAGS="$hidden -fno-strict-aliasing $(grep -oh -e '-DSQLITE_[A-Z0-9_]*\(=[0-9]*\)\?' "$work/sqlite3/debian/rules" | tr '\n' ' ')"
within sqlite3 $make libsqlite3.la
lay sqlite3 .libs/libsqlite3.a sqlite3.h
# The system's settings and engines are for the system's own OpenSSL, which may be another one.
within openssl ./Configure linux-x86_64 no-shared no-module no-engine no-autoload-config no-tests \
    no-idea no-mdc2 no-rc5 enable-ec_nistp_64_gcc_128 --prefix=/usr --libdir=lib --openssldir=/etc/ssl \
    "$hidden"
within openssl $make build_libs
within openssl make install_dev DESTDIR="$work/openssl-made"
cp -r "$work/openssl-made/usr/." "$p/"

# The library of the keyboard, whose half for X11 goes along from Debian as it is.
cd "$work/libxkbcommon"
rm -f src/registry.c src/util-list.c
touch config.h
quietly libxkbcommon bison --defines=parser.h -p _xkbcommon_ -o parser.c src/xkbcomp/parser.y
mkdir -p "$work/made/lib"
quietly libxkbcommon $CC -O2 -fPIC -fstack-protector-strong -Iinclude -Isrc -Isrc/xkbcomp -I. \
    -D_GNU_SOURCE -DLIBXKBCOMMON_VERSION='""' -DLIBXKBCOMMON_TOOL_PATH='""' \
    -DDFLT_XKB_CONFIG_ROOT='"/usr/share/X11/xkb"' -DDFLT_XKB_CONFIG_EXTRA_PATH='"/etc/xkb"' \
    -DXLOCALEDIR='"/usr/share/X11/locale"' -DDEFAULT_XKB_RULES='"evdev"' -DDEFAULT_XKB_MODEL='"pc105"' \
    -DDEFAULT_XKB_LAYOUT='"us"' -DDEFAULT_XKB_VARIANT=NULL -DDEFAULT_XKB_OPTIONS=NULL -DHAVE_UNISTD_H=1 \
    -DHAVE___BUILTIN_EXPECT=1 -DHAVE_EACCESS=1 -DHAVE_EUIDACCESS=1 -DHAVE_MMAP=1 -DHAVE_MKOSTEMP=1 \
    -DHAVE_POSIX_FALLOCATE=1 -DHAVE_STRNDUP=1 -DHAVE_ASPRINTF=1 -DHAVE_SECURE_GETENV=1 \
    -shared -Wl,-soname,libxkbcommon.so.0 -Wl,--version-script=xkbcommon.map \
    src/*.c src/compose/*.c src/xkbcomp/*.c parser.c -o "$work/made/lib/libxkbcommon.so.0"

# Python itself. Modules that a start needs are in its library, as in Debian's.
cd "$work/python3.11"
{
    echo '*static*'
    for module in _bisect _blake2 _contextvars _csv _datetime _elementtree _heapq _json _md5 _opcode _pickle \
        _posixsubprocess _queue _random _sha1 _sha256 _sha3 _sha512 _socket _statistics _struct _typing \
        _zoneinfo array binascii cmath fcntl grp math mmap pyexpat resource select spwd syslog termios \
        unicodedata zlib; do
        sed -n "s/^#\($module .*\)/\1/p" Modules/Setup
    done
    echo '*disabled*'
    echo _crypt _curses _curses_panel _dbm _gdbm _lsprof _tkinter _uuid audioop nis ossaudiodev readline xxlimited xxlimited_35
} >Modules/Setup.local
within python3.11 ./configure --prefix=/usr --enable-shared --without-ensurepip --with-system-expat \
    --with-openssl="$p" --disable-test-modules --with-dbmliborder= \
    CFLAGS='-fno-semantic-interposition -fstack-protector-strong' CPPFLAGS="-I$p/include" LDFLAGS="-L$p/lib"
# The small library that stands for every Python 3 is left out: nothing asks for it.
for target in all install; do
    within python3.11 $make "$target" DESTDIR="$work/image" PY3LIBRARY= COMPILEALL_OPTS='-q -x .' \
        LINKFORSHARED='-Xlinker -export-dynamic -Wl,-rpath,\$$ORIGIN/../lib'
done
mkdir -p "$work/made/bin"
cp "$work/image/usr/bin/python3.11" "$work/made/bin"
cp -r "$work/image/usr/lib/." "$work/made/lib"

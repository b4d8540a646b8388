/* xieshang.exe: runs the program with the Python in `runtime`, without a console of its own.

   It is a program of windows, so that none flashes up; a command (`xieshang.exe version`) still speaks:
   into the file or pipe it was given, else into the console it was called from. A start without
   either keeps what is said on stderr and shows it in a box when the program fails. */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <fcntl.h>
#include <wchar.h>

#define LONGEST 32768 /* what Windows allows for a path, with room */

int _dowildcard = 0; /* a * in an argument is meant as it stands */

static wchar_t folder[LONGEST];
static HANDLE complaints; /* where stderr goes when nobody else hears it */

typedef int (*run_python)(int, wchar_t **);
typedef int (*open_descriptor)(intptr_t, int);
typedef int (*copy_descriptor)(int, int);
typedef int (*set_variable)(const wchar_t *, const wchar_t *);

static void show(const wchar_t *text)
{
    /* Loaded now and not with the program: the C library must not begin before the streams stand. */
    HMODULE user = LoadLibraryExW(L"user32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    int (WINAPI *box)(HWND, LPCWSTR, LPCWSTR, UINT) = user ? (void *)GetProcAddress(user, "MessageBoxW") : NULL;
    if (box)
        box(NULL, text, L"协商桌面", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
}

static int fail(const wchar_t *what)
{
    static wchar_t text[LONGEST + 512];
    DWORD written;
    swprintf(text, LONGEST + 512,
             L"协商桌面没有启动：%ls（错误 %lu）。\n文件可能被杀毒软件隔离了，或没有装完整。请重新安装；资料不受影响。\n\n"
             L"The program did not start (%ls). Please install it again; the records are not affected.\n\n%ls",
             what, GetLastError(), what, folder);
    if (complaints)
        show(text);
    else {
        static char bytes[4 * LONGEST];
        int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, size > 0 ? size - 1 : 0, &written, NULL);
    }
    return 1;
}

/* Whether no command is named: the same rule as in the starter for Linux. */
static int wants_window(int count, wchar_t **words)
{
    for (int at = 1; at < count; at++)
        if (!wcscmp(words[at], L"--data"))
            at++;
        else if (wcsncmp(words[at], L"--data=", 7))
            return !wcscmp(words[at], L"open");
    return 1;
}

static int is_open(HANDLE stream)
{
    return stream && stream != INVALID_HANDLE_VALUE && GetFileType(stream) != FILE_TYPE_UNKNOWN;
}

static HANDLE temporary_file(void)
{
    wchar_t place[MAX_PATH + 1], name[MAX_PATH + 1];
    if (!GetTempPathW(MAX_PATH + 1, place) || !GetTempFileNameW(place, L"xsb", 0, name))
        return INVALID_HANDLE_VALUE;
    return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                       NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
}

/* Every stream leads somewhere; says which ones this program opened itself. */
static void open_streams(int window, HANDLE mine[3])
{
    const DWORD names[3] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    int given[3], all = 1;
    for (int n = 0; n < 3; n++)
        all &= given[n] = is_open(GetStdHandle(names[n]));
    /* A window must not hang on a console: closing it would end the program. */
    int console = !window && !all && AttachConsole(ATTACH_PARENT_PROCESS);
    for (int n = 0; n < 3; n++) {
        mine[n] = NULL;
        if (given[n])
            continue;
        if (console)
            mine[n] = CreateFileW(n ? L"CONOUT$" : L"CONIN$", GENERIC_READ | GENERIC_WRITE,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
        else if (n == 2 && is_open(mine[n] = temporary_file()))
            complaints = mine[n];
        if (!is_open(mine[n]))
            mine[n] = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                  NULL, OPEN_EXISTING, 0, NULL);
        SetStdHandle(names[n], mine[n]);
    }
}

/* The C library of Python may have begun before the streams stood: it is told of them. */
static void tell_library(HANDLE mine[3], const wchar_t *home)
{
    HMODULE library = GetModuleHandleW(L"ucrtbase.dll");
    if (!library)
        return;
    open_descriptor open = (open_descriptor)(void *)GetProcAddress(library, "_open_osfhandle");
    copy_descriptor copy = (copy_descriptor)(void *)GetProcAddress(library, "_dup2");
    set_variable set = (set_variable)(void *)GetProcAddress(library, "_wputenv_s");
    for (int n = 0; open && copy && n < 3; n++) {
        if (!mine[n])
            continue;
        int descriptor = open((intptr_t)mine[n], n ? _O_WRONLY | _O_BINARY : _O_RDONLY | _O_BINARY);
        if (descriptor >= 0 && descriptor != n)
            copy(descriptor, n);
    }
    if (set && *home)
        set(L"XIESHANG_HOME", home);
}

/* On a stick the records lie beside the program, unless somebody said otherwise. */
static void find_home(wchar_t *home)
{
    static wchar_t mark[LONGEST + 16];
    *home = 0;
    swprintf(mark, LONGEST + 16, L"%ls\\portable", folder);
    if (GetEnvironmentVariableW(L"XIESHANG_HOME", NULL, 0) || GetFileAttributesW(mark) == INVALID_FILE_ATTRIBUTES)
        return;
    swprintf(home, LONGEST + 16, L"%ls\\资料", folder);
    SetEnvironmentVariableW(L"XIESHANG_HOME", home);
}

static void show_complaints(void)
{
    static char bytes[4001];
    static wchar_t text[4001 + 256] = L"协商桌面出错，停下了。文件可能被杀毒软件隔离了，或没有装完整。请重新安装；资料不受影响。\n\n"
                                      L"The program stopped. Please install it again; the records are not affected.\n\n";
    const size_t words = wcslen(text); /* before what is no sentence by itself */
    LARGE_INTEGER size, from;
    DWORD length = 0;
    if (!complaints || !GetFileSizeEx(complaints, &size) || !size.QuadPart)
        return;
    from.QuadPart = size.QuadPart > 4000 ? size.QuadPart - 4000 : 0;
    if (SetFilePointerEx(complaints, from, NULL, FILE_BEGIN) && ReadFile(complaints, bytes, 4000, &length, NULL)
        && MultiByteToWideChar(CP_UTF8, 0, bytes, length, text + words, 4000))
        show(wcsstr(text + words, L"Traceback") ? text : text + words);
}

int wmain(int count, wchar_t **words)
{
    static wchar_t program[LONGEST], library[LONGEST + 32], script[LONGEST + 64], home[LONGEST + 16];
    HANDLE mine[3];
    DWORD length = GetModuleFileNameW(NULL, program, LONGEST);
    wchar_t *last = length && length < LONGEST ? wcsrchr(program, L'\\') : NULL;
    open_streams(wants_window(count, words), mine);
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX); /* a pulled stick is no box of Windows' */
    if (!last)
        return fail(L"GetModuleFileName");
    wmemcpy(folder, program, last - program);
    find_home(home);

    swprintf(library, LONGEST + 32, L"%ls\\runtime", folder);
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(library);
    wcscat(library, L"\\python311.dll");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    run_python run = python ? (run_python)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return fail(L"runtime\\python311.dll");
    swprintf(script, LONGEST + 64, L"%ls\\app\\xieshang_desktop\\__main__.py", folder);
    if (GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES)
        return fail(L"app\\xieshang_desktop\\__main__.py");
    tell_library(mine, home);

    wchar_t **all = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (count + 6) * sizeof *all);
    if (!all)
        return fail(L"HeapAlloc");
    int at = 0;
    all[at++] = program;
    all[at++] = L"-B"; /* what is compiled lies there already; the folder may be read-only */
    all[at++] = L"-X";
    all[at++] = L"utf8";
    all[at++] = script;
    for (int n = 1; n < count; n++)
        all[at++] = words[n];
    int status = run(at, all);
    if (status)
        show_complaints();
    return status;
}

/* For the tests only: `runner.exe OUT ERR PROGRAM WORDS…` starts a program as Windows does, with files
   for its streams, and gives its exit status. A program under wine can't use the streams of Linux. */
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

static HANDLE file(const wchar_t *name, DWORD how)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    return CreateFileW(name, how == OPEN_EXISTING ? GENERIC_READ : GENERIC_WRITE,
                       FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, how, 0, NULL);
}

int wmain(int count, wchar_t **words)
{
    static wchar_t line[32768];
    STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION made;
    DWORD status = 1000;
    for (int n = 3; n < count; n++) {
        /* NSIS reads what follows /D= as it stands, without quotes. */
        int plain = !wcsncmp(words[n], L"/D=", 3) || !wcschr(words[n], L' ');
        wcscat(wcscat(wcscat(wcscat(line, n > 3 ? L" " : L""), plain ? L"" : L"\""), words[n]), plain ? L"" : L"\"");
    }
    SetEnvironmentVariableW(L"QT_QPA_PLATFORM", L"offscreen"); /* wine hands on nothing that begins with QT_ */
    start.hStdInput = file(L"NUL", OPEN_EXISTING);
    start.hStdOutput = file(words[1], CREATE_ALWAYS);
    start.hStdError = file(words[2], CREATE_ALWAYS);
    if (count < 4 || !CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made))
        return 1001;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &status);
    return (int)status;
}

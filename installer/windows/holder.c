/* For the tests only: holds a file like a virus scanner, which lets nobody else write, rename or delete
   it: `holder.exe FILE SECONDS MARK`. MARK is made when the file is held. */
#include <windows.h>
#include <stdlib.h>

int wmain(int count, wchar_t **words)
{
    if (count != 4)
        return 2;
    HANDLE held = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (held == INVALID_HANDLE_VALUE)
        return 1;
    CloseHandle(CreateFileW(words[3], GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));
    Sleep((DWORD)(_wtof(words[2]) * 1000));
    return 0;
}

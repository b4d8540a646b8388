; Where the records lie; and the uninstaller, which takes the program away and leaves them.

; $Place: the folder of records that was chosen in the settings, else the usual one.
!macro FIND_PLACE UN
Function ${UN}FindPlace
  StrCpy $Place "$LOCALAPPDATA\xieshang\data"
  ; The settings are JSON in UTF-8, which NSIS itself can't read.
  System::Call 'kernel32::CreateFileW(w "$LOCALAPPDATA\xieshang\settings.json", i 0x80000000, i 3, \
    p 0, i 3, i 0, p 0) p .r0'
  ${If} $0 == -1
    Return
  ${EndIf}
  System::Alloc 65536
  Pop $1
  System::Alloc 131072
  Pop $2
  System::Call 'kernel32::ReadFile(p r0, p r1, i 65535, *i .r3, p 0)'
  System::Call 'kernel32::CloseHandle(p r0)'
  System::Call 'kernel32::MultiByteToWideChar(i 65001, i 0, p r1, i r3, p r2, i 65535)'
  System::Call 'shlwapi::StrStrW(p r2, w "$\"data$\": $\"") p .r4'
  ${If} $4 != 0
    IntPtrOp $4 $4 + 18 ; nine characters of two bytes
    System::Call 'kernel32::lstrcpynW(w .r5, p r4, i 1000)'
    StrCpy $6 0
    StrCpy $7 ""
    ${Do}
      StrCpy $8 $5 1 $6
      ${If} $8 == '"'
      ${OrIf} $8 == ""
        ${ExitDo}
      ${EndIf}
      ${If} $8 == "\" ; JSON writes two
        IntOp $6 $6 + 1
      ${EndIf}
      StrCpy $7 "$7$8"
      IntOp $6 $6 + 1
    ${Loop}
    ${If} $7 != ""
      StrCpy $Place $7
    ${EndIf}
  ${EndIf}
  System::Free $1
  System::Free $2
FunctionEnd
!macroend
!insertmacro FIND_PLACE ""
!insertmacro FIND_PLACE "un."

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
  Call un.FindPlace
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  !insertmacro WAIT_FOR_END
  ; With one renaming it is gone: what is cut off after it is finished by the next setup or uninstall.
  RMDir /r "${NEW}"
  ${If} ${FileExists} "${PROGRAM}\*.*"
again:
    ClearErrors
    Rename "${PROGRAM}" "${NEW}"
    IfErrors 0 away
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Abort "$(IsOpen)"
away:
  ${EndIf}
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  ; Versions that came in update files are programs too.
  RMDir /r "$LOCALAPPDATA\xieshang\versions"
  Delete "$SMPROGRAMS\协商桌面.lnk"
  Delete "$DESKTOP\协商桌面.lnk"
  DeleteRegKey HKCU "Software\Classes\xieshang.bundle"
  ReadRegStr $0 HKCU "Software\Classes\.xsb" ""
  ${If} $0 == "xieshang.bundle"
    DeleteRegKey HKCU "Software\Classes\.xsb"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegValue HKCU "${OWN}" "Folder"
  DeleteRegValue HKCU "${OWN}" "Revision"
  Delete "${UNINSTALLER}"
  RMDir "$INSTDIR" ; only when nothing else is in it
  DeleteRegKey HKCU "${APPS}"
  DetailPrint "$(StaysText)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(StaysText)" /SD IDOK
SectionEnd

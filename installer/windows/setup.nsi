; The setup for Windows 10 and 11, 64 bit: for one user, without an administrator. `packing.py` runs
; makensis on this and defines what stands in ${…} and comes from outside.
;
; In $INSTDIR lie: xieshang-program, which is whole or not there; xieshang-new, which is thrown away
; whenever a setup begins; xieshang-old, which is the program when there is no other, else thrown away.
; The new program is unpacked beside the old one and tried; then one is renamed away and the other in.
; Exit status of a silent run: 0 done, 2 the program is open, 3 its records would not be understood,
; 4 it does not start here, 5 the folder can't be used, 1 else.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

Name "协商桌面"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\xieshang"
InstallDirRegKey HKCU "Software\xieshang" "Folder"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
BrandingText "协商桌面 ${VERSION}"
SetDateSave off
AllowSkipFiles off
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "协商桌面"
VIAddVersionKey /LANG=2052 "FileDescription" "协商桌面 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "xieshang-desktop"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\xieshang"
!define OWN "Software\xieshang"
!define PROGRAM "$INSTDIR\xieshang-program"
!define NEW "$INSTDIR\xieshang-new"
!define OLD "$INSTDIR\xieshang-old"
!define START "${PROGRAM}\xieshang.exe"
!define UNINSTALLER "$INSTDIR\xieshang-uninstall.exe"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OWN}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_FINISHPAGE_RUN "${START}"
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(WhereText)"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(RemoveText)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL
ReserveFile /plugin System.dll ; asked before the first page: at the front of the tight package

!macro SAY NAME CHINESE ENGLISH
  LangString ${NAME} ${LANG_SIMPCHINESE} `${CHINESE}`
  LangString ${NAME} ${LANG_ENGLISH} `${ENGLISH}`
!macroend
!insertmacro SAY WhereText "程序装到下面的文件夹，不需要管理员。村里的资料不放在这里，放在：$Place$\n装新版本、卸载，都不动资料。" \
  "The program goes into the folder below; no administrator is needed. The records lie elsewhere, in: $Place$\nNeither an upgrade nor an uninstall touches them."
!insertmacro SAY RemoveText "程序会被删掉，资料会留下。资料在：$Place" \
  "The program will be removed. The records stay, in: $Place"
!insertmacro SAY StaysText "程序已经删掉，资料没有动。资料在：$\n$Place$\n$\n以后再装上协商桌面，资料照样能用。确实不要了，再自己删掉这个文件夹。" \
  "The program is removed. The records were not touched; they lie in:$\n$Place$\n$\nInstall the program again and they are there."
!insertmacro SAY TooOldWindows "协商桌面需要 64 位的 Windows 10 或 Windows 11。" \
  "The program needs Windows 10 or Windows 11, 64 bit."
!insertmacro SAY IsOpen "协商桌面还开着（或者杀毒软件正拿着它的文件）。请先关掉窗口，再点“重试”。" \
  "The program is still open, or a virus scanner holds its files. Close its window, then retry."
!insertmacro SAY Foreign "这个文件夹里有别的文件：$INSTDIR$\n请另选一个文件夹，或者新建一个空的。" \
  "There are other files in this folder: $INSTDIR$\nPlease choose another one or make an empty one."
!insertmacro SAY NotWritable "这个文件夹写不进去：$INSTDIR$\n请另选一个文件夹。" \
  "This folder can't be written to: $INSTDIR$\nPlease choose another one."
!insertmacro SAY NoRoom "没有装完：磁盘可能满了，或者杀毒软件拦住了文件。电脑上原来的程序和资料都没有动。$\n请腾出 300 MB，或者在杀毒软件里允许，再装一次。" \
  "Not everything could be unpacked: the disk may be full, or a virus scanner kept files back. What was there, program and records, has not been touched.$\nMake room (300 MB) or allow it in the scanner, then run the setup again."
!insertmacro SAY NoStart "新版本在这台电脑上启动不了（代码 $0），所以没有装。电脑上原来的程序和资料都没有动。" \
  "The new version does not start on this computer (status $0), so it was not installed. What was there, program and records, has not been touched."
!insertmacro SAY NotUnderstood "这台电脑上的资料是用较新版本写的（表 $1，这个安装包只认得到表 ${REVISION}）。$\n装上 ${VERSION} 会读不懂资料，所以没有装。请用较新版本的安装包。$\n资料在：$Place" \
  "The records on this computer were written by a newer version (tables $1; this setup knows ${REVISION}).$\nVersion ${VERSION} would not understand them, so it was not installed. Please use a newer setup.$\nThe records lie in: $Place"
!insertmacro SAY OlderAsk "这台电脑上装的是较新版本 $0，要换回 ${VERSION} 吗？资料看得懂，不会丢。" \
  "Version $0, which is newer, is installed here. Go back to ${VERSION}? It understands the records."
!insertmacro SAY NotExchanged "没有装：这个文件夹里的程序文件被别的程序（可能是杀毒软件）拿着：$INSTDIR$\n电脑上原来的程序和资料都没有动。请关掉协商桌面，过一会儿再装一次。" \
  "Not installed: another program, perhaps a virus scanner, holds files of the program in: $INSTDIR$\nWhat was there, program and records, has not been touched. Close the program and run the setup again in a while."
!insertmacro SAY Trying "正在试新版本 …" "Trying the new version …"
!insertmacro SAY DesktopName "桌面图标" "Icon on the desktop"
!insertmacro SAY ProgramName "协商桌面（必装）" "The program"

Var Place ; where the records lie

; Ends the setup with a status and a sentence; in a silent run only with the status.
!macro REFUSE STATUS WORDS
  SetErrorLevel ${STATUS}
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  Abort "${WORDS}"
!macroend

; ---------------------------------------------------------------- before anything is written

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    SetErrorLevel 1
    MessageBox MB_OK|MB_ICONSTOP "$(TooOldWindows)" /SD IDOK
    Quit
  ${EndIf}
  ; A computer that is set up in another language stands in a Chinese village all the same: asked.
  ${If} $LANGUAGE != ${LANG_SIMPCHINESE}
    StrCpy $LANGUAGE ${LANG_SIMPCHINESE}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
  ; A silent run goes into the folder without asking; the same questions are asked there.
  Call FindPlace
FunctionEnd

Function .onVerifyInstDir
  ; A drive's root is no folder for a program.
  StrLen $0 $INSTDIR
  ${If} $0 < 4
    Abort
  ${EndIf}
FunctionEnd

; Whether nobody runs the program in $INSTDIR, waiting a little: a running one can't be written to.
!macro WAIT_FOR_END
  ${If} ${FileExists} "${START}"
    StrCpy $R0 0
    ${Do}
      ClearErrors
      FileOpen $R1 "${START}" a
      ${IfNot} ${Errors}
        FileClose $R1
        ${ExitDo}
      ${EndIf}
      IntOp $R0 $R0 + 1
      Sleep 500
      ${If} $R0 >= 10
        ${If} ${Silent}
          SetErrorLevel 2
          Abort "$(IsOpen)"
        ${EndIf}
        StrCpy $R0 0
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" IDRETRY +3
        SetErrorLevel 2
        Abort "$(IsOpen)"
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

; The folder must be new, empty, or hold something of this program, be it what a setup left that was
; cut off or held half-way; and it must let itself be written to. A setup that lies in it is none of that.
Function RequireFolder
  ${IfNot} ${FileExists} "${PROGRAM}"
  ${AndIfNot} ${FileExists} "${NEW}"
  ${AndIfNot} ${FileExists} "${OLD}"
  ${AndIfNot} ${FileExists} "${UNINSTALLER}"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      !insertmacro REFUSE 5 "$(Foreign)"
    ${EndIf}
  ${EndIf}
  ClearErrors
  CreateDirectory "${NEW}"
  FileOpen $0 "${NEW}\try" w
  ${If} ${Errors}
    !insertmacro REFUSE 5 "$(NotWritable)"
  ${EndIf}
  FileClose $0
FunctionEnd

; $1: the tables of the records that lie here. Only where they can't be read it is what the installed
; version knows; that one may never have opened them.
Function RequireUnderstood
  StrCpy $1 0
  ${If} ${FileExists} "$Place\xieshang.db"
    ReadRegDWORD $1 HKCU "${OWN}" "Revision"
  ${EndIf}
  ; Four bytes at 60 of a SQLite file hold the number of its tables, the highest byte first.
  ClearErrors
  FileOpen $2 "$Place\xieshang.db" r
  ${IfNot} ${Errors}
    FileSeek $2 60
    StrCpy $3 0
    ${For} $4 1 4
      FileReadByte $2 $5
      IntOp $3 $3 * 256
      IntOp $3 $3 + $5
    ${Next}
    FileClose $2
    StrCpy $1 $3
  ${EndIf}
  ${If} $1 > ${REVISION}
    !insertmacro REFUSE 3 "$(NotUnderstood)"
  ${EndIf}
  ReadRegStr $0 HKCU "${APPS}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $2
    ${If} $2 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION "$(OlderAsk)" /SD IDYES IDYES +3
      SetErrorLevel 1
      Abort "$(OlderAsk)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; ---------------------------------------------------------------- the exchange

; Moves $R1 to $R2. A virus scanner lets go of a file after a moment: tried for five seconds.
Function Move
  StrCpy $R0 0
  ${Do}
    ClearErrors
    Rename "$R1" "$R2"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $R0 $R0 + 1
    ${If} $R0 >= 10
      SetErrors
      ${ExitDo}
    ${EndIf}
    Sleep 500
  ${Loop}
FunctionEnd

; Removes the folder $R1, as patiently; errors when it stays.
Function Remove
  StrCpy $R0 0
  ${Do}
    RMDir /r "$R1"
    ClearErrors
    ${IfNot} ${FileExists} "$R1\*.*"
      ${ExitDo}
    ${EndIf}
    IntOp $R0 $R0 + 1
    ${If} $R0 >= 10
      SetErrors
      ${ExitDo}
    ${EndIf}
    Sleep 500
  ${Loop}
FunctionEnd

; What a setup that was cut off left: one renaming at most was missing.
Function Recover
  ${If} ${FileExists} "${OLD}\*.*"
  ${AndIfNot} ${FileExists} "${PROGRAM}\*.*"
    StrCpy $R1 "${OLD}"
    StrCpy $R2 "${PROGRAM}"
    Call Move
    IfErrors held
  ${EndIf}
  StrCpy $R1 "${OLD}"
  Call Remove
  IfErrors held
  StrCpy $R1 "${NEW}"
  Call Remove
  IfErrors held
  Return
held:
  !insertmacro REFUSE 2 "$(NotExchanged)"
FunctionEnd

Function Exchange
  ${If} ${FileExists} "${PROGRAM}\*.*"
    StrCpy $R1 "${PROGRAM}"
    StrCpy $R2 "${OLD}"
    Call Move
    IfErrors held
  ${EndIf}
  StrCpy $R1 "${NEW}"
  StrCpy $R2 "${PROGRAM}"
  Call Move
  IfErrors 0 done
  ${If} ${FileExists} "${OLD}\*.*"
    StrCpy $R1 "${OLD}"
    Call Move
  ${EndIf}
held:
  Call Discard
  !insertmacro REFUSE 2 "$(NotExchanged)"
done:
  RMDir /r "${OLD}" ; what is held stays for the next setup to remove
FunctionEnd

Function Discard
  SetOutPath "$TEMP"
  RMDir /r "${NEW}"
  RMDir "$INSTDIR" ; only when nothing is in it
FunctionEnd

; ---------------------------------------------------------------- the setup

Section "$(ProgramName)"
  SectionIn RO
  SetOutPath "$TEMP"
  Call RequireFolder
  Call Recover
  !insertmacro WAIT_FOR_END
  Call RequireUnderstood

  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    Call Discard
    !insertmacro REFUSE 5 "$(NoRoom)"
  ${EndIf}
  SetOutPath "$TEMP"
  DetailPrint "$(Trying)"
  ; It must start itself, not a version from an update file in its place.
  System::Call 'kernel32::SetEnvironmentVariableW(w "XIESHANG_TRIAL", w "${NEW}")'
  nsExec::Exec '"${NEW}\xieshang.exe" version'
  Pop $0
  System::Call 'kernel32::SetEnvironmentVariableW(w "XIESHANG_TRIAL", p 0)'
  ${If} $0 != 0
    Call Discard
    !insertmacro REFUSE 4 "$(NoStart)"
  ${EndIf}
  Call Exchange

  WriteUninstaller "${UNINSTALLER}"
  WriteRegStr HKCU "${OWN}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${OWN}" "Language" $LANGUAGE
  WriteRegDWORD HKCU "${OWN}" "Revision" ${REVISION}
  WriteRegStr HKCU "${APPS}" "DisplayName" "协商桌面"
  WriteRegStr HKCU "${APPS}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${APPS}" "DisplayIcon" "${START}"
  WriteRegStr HKCU "${APPS}" "Publisher" "xieshang-desktop"
  WriteRegStr HKCU "${APPS}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${APPS}" "UninstallString" '"${UNINSTALLER}"'
  WriteRegStr HKCU "${APPS}" "QuietUninstallString" '"${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${APPS}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${APPS}" "NoModify" 1
  WriteRegDWORD HKCU "${APPS}" "NoRepair" 1

  WriteRegStr HKCU "Software\Classes\.xsb" "" "xieshang.bundle"
  WriteRegStr HKCU "Software\Classes\.xsb" "Content Type" "application/x-xieshang-bundle"
  WriteRegStr HKCU "Software\Classes\xieshang.bundle" "" "协商包"
  WriteRegStr HKCU "Software\Classes\xieshang.bundle\DefaultIcon" "" "${START},0"
  WriteRegStr HKCU "Software\Classes\xieshang.bundle\shell\open\command" "" \
    '"${START}" open "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ; Where the shortcuts begin: not in the program's own folder, which could not be renamed then.
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\协商桌面.lnk" "${START}"
  SetOutPath "$TEMP"
SectionEnd

; Without it: /DESKTOP=0 on the command line, or the box unticked.
Section "$(DesktopName)"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DESKTOP=" $1
  ${If} $1 != "0"
    SetOutPath "$INSTDIR"
    CreateShortcut "$DESKTOP\协商桌面.lnk" "${START}"
    SetOutPath "$TEMP"
  ${EndIf}
SectionEnd

!include /CHARSET=UTF8 removal.nsh

; The installer of one user's own: no administrator, nothing outside the user's folders and keys.
; TREE, OUTPUT, VERSION, ICONS and PACK come from build.py.

Target amd64-unicode
Unicode true
ManifestDPIAware true
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "FileFunc.nsh"

!define APP "Управление качеством образования"
!define ID "QualityDesktop"
!define WINDOW "Quality-Desktop.exe"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "программы «${APP}»"  ; NSIS puts it into Russian sentences that ask for the genitive
Caption "${APP}"
UninstallCaption "${APP}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
!if "${PACK}" == "quick"
SetCompressor zlib
!else
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!endif
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText "${APP} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1049 "ProductName" "${APP}"
VIAddVersionKey /LANG=1049 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1049 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1049 "FileDescription" "Установка программы «${APP}»"
VIAddVersionKey /LANG=1049 "CompanyName" "quality_desktop"
VIAddVersionKey /LANG=1049 "LegalCopyright" ""

!define MUI_ICON "${ICONS}\quality-desktop.ico"
!define MUI_UNICON "${ICONS}\quality-desktop.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ICONS}\side.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Установка программы «${APP}»"
!define MUI_WELCOMEPAGE_TITLE_3LINES
!define MUI_WELCOMEPAGE_TEXT "Программа будет установлена только для вас, права администратора не нужны.$\r$\n$\r$\nЕсли программа уже установлена, она обновится: ваши файлы, настройки и резервные копии останутся на месте.$\r$\n$\r$\nДля работы нужна Windows 10 или новее. Интернет не нужен."
!define MUI_DIRECTORYPAGE_TEXT_TOP "Программа будет установлена в эту папку. Обычно менять её не нужно."
!define MUI_FINISHPAGE_TITLE "Программа установлена"
!define MUI_FINISHPAGE_TEXT "Она есть в меню «Пуск», а файлы района и пакеты обмена открываются двойным щелчком."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "Запустить программу"
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Поставить значок на рабочий стол"
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION AddToDesktop
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Будет удалена программа. Файлы района, настройки и резервные копии останутся на компьютере."

!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE StayWhileOthers
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Russian"

; Says why it stops: in a box, or by its exit code alone when installed silently.
!macro Refuse sentence
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; A running program, its command line and its child processes hold their files: Windows refuses to write there.
!macro RefuseWhileHeld file
  ${If} ${FileExists} "${file}"
    ClearErrors
    FileOpen $0 "${file}" a
    ${If} ${Errors}
      !insertmacro Refuse "Программа сейчас открыта. Закройте её и начните снова."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro RefuseWhileRunning
  !insertmacro RefuseWhileHeld "$INSTDIR\${WINDOW}"
  !insertmacro RefuseWhileHeld "$INSTDIR\python\python311.dll"
!macroend

; Whose folder it is: the usual one, the last one, one with our program or its log is ours. Any other one that is
; not empty is somebody else's: what it has under the names of our own folders must not be emptied.
!define OTHERS "В папке $INSTDIR лежат другие файлы, а установка и удаление чистят папку программы. Выберите пустую или новую папку."
!macro LookWhose
  ReadRegStr $0 HKCU "Software\${ID}" "Folder"
  ${DirState} "$INSTDIR" $1
  ${If} $1 == 1
  ${AndIf} "$INSTDIR" != "$LOCALAPPDATA\Programs\${ID}"
  ${AndIf} "$INSTDIR" != "$0"
  ${AndIfNot} ${FileExists} "$INSTDIR\${WINDOW}"
  ${AndIfNot} ${FileExists} "$INSTDIR\data\logs\quality-desktop.log"
    StrCpy $1 "others"
  ${EndIf}
!macroend

!macro RefuseOthersFolder
  !insertmacro LookWhose
  ${If} $1 == "others"
    !insertmacro Refuse "${OTHERS}"
  ${EndIf}
!macroend

; What we put there; a portable program's folder «data» and whatever else lies there is not ours to remove.
!macro RemoveProgram
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\libraries"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\quality-desktop-cli.exe"
  Delete "$INSTDIR\application-x-quality-desktop.ico"
  Delete "$INSTDIR\application-x-quality-desktop-package.ico"
!macroend

!macro OpenWithUs extension class words icon
  WriteRegStr HKCU "${CLASSES}\${extension}" "" "${class}"
  WriteRegStr HKCU "${CLASSES}\${class}" "" "${words}"
  WriteRegStr HKCU "${CLASSES}\${class}\DefaultIcon" "" "$INSTDIR\${icon},0"
  WriteRegStr HKCU "${CLASSES}\${class}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
!macroend

; The extension is given up only while it is ours: another program may have taken it since.
!macro CloseWithUs extension class
  ReadRegStr $0 HKCU "${CLASSES}\${extension}" ""
  ${If} $0 == "${class}"
    DeleteRegValue HKCU "${CLASSES}\${extension}" ""
    DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${class}"
!macroend

!macro TellExplorer
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "Нужна Windows 10 или новее."
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro Refuse "Уже установлена более новая версия: $0. Возвращаться к ${VERSION} нельзя: она не откроет новые файлы. Если это нужно, сначала удалите программу."
    ${EndIf}
  ${EndIf}
FunctionEnd

Function StayWhileOthers
  !insertmacro LookWhose
  ${If} $1 == "others"
    MessageBox MB_OK|MB_ICONSTOP "${OTHERS}" /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

Function AddToDesktop
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${WINDOW}"
FunctionEnd

Section
  !insertmacro RefuseOthersFolder
  !insertmacro RefuseWhileRunning
  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"  ; ours from now on, also when it breaks off
  ClearErrors
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  ${If} ${Errors}
    !insertmacro Refuse "Не все файлы программы записаны. Проверьте свободное место и антивирус и начните снова. Ваши файлы не тронуты."
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${WINDOW}"
  !insertmacro OpenWithUs ".quality" "${ID}.File" "Файл района" "application-x-quality-desktop.ico"
  !insertmacro OpenWithUs ".qpack" "${ID}.Package" "Пакет обмена" "application-x-quality-desktop-package.ico"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "quality_desktop"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  !insertmacro TellExplorer
SectionEnd

Section Uninstall
  !insertmacro RefuseOthersFolder
  !insertmacro RefuseWhileRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  !insertmacro CloseWithUs ".quality" "${ID}.File"
  !insertmacro CloseWithUs ".qpack" "${ID}.Package"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${ID}"
  !insertmacro TellExplorer
SectionEnd

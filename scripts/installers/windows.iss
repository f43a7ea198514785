; An installer of the bundle, on Windows with Inno Setup 6 (per user, no administrator needed):
;     run.cmd --version
;     .venv\Scripts\pyinstaller --noconfirm build_installer.spec
;     iscc scripts\installers\windows.iss          → dist\workbench-setup.exe
; The version is that of pyproject.toml; /DVersion=1.2.3 gives another. Needs Inno Setup 6.3 or newer.
; Installing a newer version over an older one replaces the program in place. Removing the program leaves
; workspaces, backups and settings where they are: none of them lies in its folder.
; Unsigned, Windows warns at the first start. With a certificate, name the tool that signs:
;     iscc "/Ssign=signtool sign /fd sha256 /tr URL_OF_A_TIME_SERVER /td sha256 /n NAME $f" /DSigned scripts\installers\windows.iss
; and sign dist\workbench\workbench.exe and workbench-cli.exe in the same way before.

#ifndef Version
  #define Version StringChange(ReadIni(SourcePath + "..\..\pyproject.toml", "project", "version"), '"', "")
#endif
#if Version == ""
  #error pyproject.toml tells no version
#endif

[Setup]
AppId={{6E0B3B5C-52A9-4D0B-9C53-9D3A9E1B7C41}
AppName=Workbench
AppVersion={#Version}
AppPublisher=The workbench's makers
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Workbench
DefaultGroupName=Workbench
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=workbench-setup
LicenseFile=LICENSE
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
SetupIconFile=resources\program\workbench.ico
UninstallDisplayIcon={app}\workbench.exe
; An update asks to close the running program: it saves what was typed, and its files are not touched.
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: en; MessagesFile: "compiler:Default.isl"
; Chinese does not come with every release of Inno Setup: put its two files into the folder Languages there.
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
Name: zh_CN; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseTraditional.isl")
Name: zh_TW; MessagesFile: "compiler:Languages\ChineseTraditional.isl"
#endif

[Files]
Source: "dist\workbench\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; An update leaves nothing of the version before. Workspaces are never in this folder.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Workbench"; Filename: "{app}\workbench.exe"
Name: "{autodesktop}\Workbench"; Filename: "{app}\workbench.exe"; Tasks: desktop

[Tasks]
Name: desktop; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\.workbench"; ValueType: string; ValueData: "Workbench.File"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Workbench.File"; ValueType: string; ValueData: "Workbench file"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Workbench.File\DefaultIcon"; ValueType: string; ValueData: "{app}\workbench.exe,0"
Root: HKA; Subkey: "Software\Classes\Workbench.File\shell\open\command"; ValueType: string; ValueData: """{app}\workbench.exe"" ""%1"""

[Run]
Filename: "{app}\workbench.exe"; Description: "{cm:LaunchProgram,Workbench}"; Flags: postinstall nowait skipifsilent

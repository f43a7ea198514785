; An installer of the bundle, on Windows with Inno Setup 6 (per user, no administrator needed):
;     run.cmd --version
;     .venv\Scripts\pyinstaller --noconfirm build_installer.spec
;     iscc scripts\installers\windows.iss          → dist\workbench-setup.exe
; Give the version by /DVersion=1.2.3; it must be that of pyproject.toml.

#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId={{6E0B3B5C-52A9-4D0B-9C53-9D3A9E1B7C41}
AppName=Workbench
AppVersion={#Version}
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

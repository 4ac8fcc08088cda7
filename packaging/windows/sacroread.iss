; Inno Setup 6: an installer for the frozen folder, for one user and without administrator rights.
; Not tried on Windows yet: go through the checklist in packaging/README.md first.
;   iscc /DVersion=0.1.0 packaging\windows\sacroread.iss
[Setup]
AppId={{6B1D9B3E-7C61-4B7E-9A34-5D0C0B9B5A21}
AppName=SacroRead
AppVersion={#Version}
AppPublisher=The SacroRead developers
DefaultDirName={autopf}\SacroRead
DefaultGroupName=SacroRead
PrivilegesRequired=lowest
OutputDir=..\..\build\installer
OutputBaseFilename=SacroRead-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\sacroread.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Files]
Source: "..\..\build\frozen\sacroread\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\SacroRead"; Filename: "{app}\sacroread.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.sacro"; ValueType: string; ValueData: "SacroRead.Study"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\SacroRead.Study"; ValueType: string; ValueData: "SacroRead study"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SacroRead.Study\shell\open\command"; ValueType: string; ValueData: """{app}\sacroread.exe"" ""%1"""

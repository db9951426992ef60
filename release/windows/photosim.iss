; The installer for Windows: ISCC /DVersion=1.2.3 release\windows\photosim.iss
; For one user, without an administrator's rights. It offers photosim under "Open with" for photos and folders, and
; changes nothing about what opens them by default.
#ifndef Version
  #error Version is missing
#endif

[Setup]
AppId=org.photosim.Photosim
AppName=photosim
AppVersion={#Version}
AppPublisher=The photosim maintainers
DefaultDirName={localappdata}\Programs\photosim
DefaultGroupName=photosim
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
SourceDir=..\..
OutputDir=build\release
OutputBaseFilename=photosim-{#Version}-windows-x86_64-setup
SetupIconFile=build\icons\photosim.ico
UninstallDisplayIcon={app}\photosim.exe
UninstallDisplayName=photosim
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.OpenFolder=Look at the photos with photosim
de.OpenFolder=Fotos mit photosim ansehen

[InstallDelete]
; Of an older version nothing must stay that the new one would load.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "build\app\photosim\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\photosim"; Filename: "{app}\photosim.exe"

[Registry]
; https://learn.microsoft.com/windows/win32/shell/app-registration: the program, its name, and the types it opens.
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "photosim"
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\shell\open\command"; ValueType: string; ValueData: """{app}\photosim.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".avif"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".bmp"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".gif"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".jfif"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".jpe"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".jpeg"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".jpg"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".mpo"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".png"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".tif"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".tiff"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Applications\photosim.exe\SupportedTypes"; ValueType: string; ValueName: ".webp"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\Directory\shell\photosim"; ValueType: string; ValueData: "{cm:OpenFolder}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Directory\shell\photosim"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\photosim.exe"
Root: HKCU; Subkey: "Software\Classes\Directory\shell\photosim\command"; ValueType: string; ValueData: """{app}\photosim.exe"" ""%1"""

[Run]
Filename: "{app}\photosim.exe"; Description: "{cm:LaunchProgram,photosim}"; Flags: nowait postinstall skipifsilent

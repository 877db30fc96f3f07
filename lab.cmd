@echo off
rem The launcher of Out of Step on Windows: builds the lab command and hands over to it.
rem   lab            where you are in the course and what is next
rem   lab test       builds everything and runs every test
setlocal
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "build=%root%\build\windows"

where /q cl.exe
if not errorlevel 1 goto have_compiler
set "vswhere=%ProgramFiles(x86)%\Microsoft Visual Studio\Installer\vswhere.exe"
if not exist "%vswhere%" goto no_compiler
for /f "usebackq delims=" %%i in (`"%vswhere%" -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath`) do set "studio=%%i"
if not defined studio goto no_compiler
call "%studio%\VC\Auxiliary\Build\vcvars64.bat" >nul
where /q cl.exe || goto no_compiler

:have_compiler
where /q cmake.exe || goto no_cmake
where /q ninja.exe || goto no_ninja
if not defined VCPKG_ROOT goto no_vcpkg
if not exist "%VCPKG_ROOT%\scripts\buildsystems\vcpkg.cmake" goto no_vcpkg

set "log=%build%\lab.log"
if not exist "%build%" mkdir "%build%"
pushd "%root%"
if not exist "%build%\tool\lab.exe" echo Building the lab command. Only the first time takes this long. 1>&2
if not exist "%build%\build.ninja" (
    cmake --preset windows >"%log%" 2>&1 || goto failed
)
if /i "%~1"=="test" goto test
cmake --build "%build%" --target lab_tool >"%log%" 2>&1 || goto failed
popd
"%build%\tool\lab.exe" --root "%root%" --build "%build%" %*
exit /b %errorlevel%

:test
cmake --build "%build%" >"%log%" 2>&1 || goto failed
ctest --preset windows -j 2
exit /b %errorlevel%

:failed
type "%log%" 1>&2
echo lab: the build failed; the messages are above. 1>&2
exit /b 1
:no_compiler
echo lab: no C++ compiler. Install the Build Tools for Visual Studio 2022 with "Desktop development with C++". 1>&2
exit /b 1
:no_cmake
echo lab: cmake.exe is not in the PATH. It comes with Visual Studio, or from https://cmake.org/download/ (3.25 or newer). 1>&2
exit /b 1
:no_ninja
echo lab: ninja.exe is not in the PATH. It comes with Visual Studio, or: winget install Ninja-build.Ninja 1>&2
exit /b 1
:no_vcpkg
echo lab: VCPKG_ROOT does not name a vcpkg folder. It brings libuv, CLI11, fmt, nlohmann-json and GoogleTest: https://learn.microsoft.com/vcpkg/ 1>&2
exit /b 1

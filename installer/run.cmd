@echo off
rem Sets everything up where the checkout stands, then runs the program, its tests or a chore.
rem The same steps as run.sh; Windows brings the system libraries itself.
setlocal
set "ROOT=%~dp0.."
set "VENV=%ROOT%\.venv"
set "CHORE=%~1"
rem Everything after the chore, as it was typed: taken word by word, commas would part words, too.
set REST=%*
if defined REST call set REST=%%REST:*%CHORE%=%%

if "%CHORE%"=="demo" goto known
if "%CHORE%"=="app" goto known
if "%CHORE%"=="test" goto known
if "%CHORE%"=="bench" goto known
if "%CHORE%"=="faults" goto known
if "%CHORE%"=="setup" goto known
echo installer\run.cmd demo ^| app ^| test ^| bench ^| faults ^| setup
exit /b 2

:known
call :set_up || exit /b 1
if "%CHORE%"=="setup" echo Ready: %VENV%\Scripts\quality-desktop.exe
if "%CHORE%"=="setup" exit /b 0
if "%CHORE%"=="demo" goto demo
if "%CHORE%"=="app" goto app
pushd "%ROOT%"
if "%CHORE%"=="bench" goto bench
if "%CHORE%"=="faults" goto faults
if defined REST goto some_tests
"%VENV%\Scripts\ruff" check . || goto failed
"%VENV%\Scripts\ruff" format --check . || goto failed
"%VENV%\Scripts\mypy" --platform linux || goto failed
"%VENV%\Scripts\lint-imports" --no-logo || goto failed
:some_tests
"%VENV%\Scripts\pytest" -q %REST% || goto failed
popd
exit /b 0

:bench
"%VENV%\Scripts\pytest" tests/benchmarks -m benchmark -p no:randomly %REST% || goto failed
popd
exit /b 0

:faults
set "QUALITY_DESKTOP_CAMPAIGN=%TEMP%\quality-desktop-counts-%RANDOM%.txt"
"%VENV%\Scripts\pytest" -q -m campaign %REST% || goto failed
"%VENV%\Scripts\python" -m tests.campaign "%QUALITY_DESKTOP_CAMPAIGN%" || goto failed
del "%QUALITY_DESKTOP_CAMPAIGN%"
popd
exit /b 0

:failed
popd
exit /b 1

:demo
"%VENV%\Scripts\quality-desktop" demo %REST%
exit /b %ERRORLEVEL%

:app
"%VENV%\Scripts\quality-desktop" %REST%
exit /b %ERRORLEVEL%

:set_up
for /f %%h in ('certutil -hashfile "%ROOT%\requirements.lock" SHA256 ^| findstr /r "^[0-9a-f][0-9a-f]*$"') do set "STAMP=%%h"
if exist "%VENV%\set-up" (
  findstr /x /c:"%STAMP%" "%VENV%\set-up" >nul && exit /b 0
)
echo Setting up the program's libraries (once, about a minute)
if exist "%VENV%\Scripts\python.exe" goto libraries
py -3.11 -c "" 2>nul || (echo Python 3.11 with its launcher "py" is needed: install it from python.org & exit /b 1)
py -3.11 -m venv "%VENV%" || exit /b 1
:libraries
"%VENV%\Scripts\python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%ROOT%\requirements.lock" || exit /b 1
"%VENV%\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable "%ROOT%" || exit /b 1
"%VENV%\Scripts\python" -m compileall -q "%VENV%\Lib\site-packages" >nul
> "%VENV%\set-up" echo %STAMP%
exit /b 0

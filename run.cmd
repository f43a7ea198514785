@echo off
rem Start the workbench on Windows; Python 3.11 or newer must be installed.
cd /d "%~dp0"
call scripts\setup.cmd || exit /b 1
.venv\Scripts\workbench.exe %*

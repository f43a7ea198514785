@echo off
rem Set up what is missing, then run the tests, on Windows.
cd /d "%~dp0"
call scripts\setup.cmd || exit /b 1
.venv\Scripts\python.exe -m pytest -n auto --dist worksteal %*

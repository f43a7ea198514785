@echo off
rem Called by run.cmd and test.cmd: virtual environment and locked dependencies.
if not exist .venv\Scripts\python.exe (
  py -3 -m venv .venv || python -m venv .venv || exit /b 1
)
fc /b requirements.lock .venv\installed.lock >nul 2>nul && exit /b 0
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock || exit /b 1
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --no-deps -e . || exit /b 1
copy /y requirements.lock .venv\installed.lock >nul

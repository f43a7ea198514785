"""Writes resources/calendars/CN.json from the notices that the chinesecalendar package carries.

Run it after a new yearly notice has reached that package: ``python scripts/make_holidays.py``.
"""

import json
from pathlib import Path

from chinese_calendar import constants

TARGET = Path(__file__).resolve().parents[1] / "resources" / "calendars" / "CN.json"

# The package's words where common usage differs.
CHINESE = {
    "Tomb-sweeping Day": "清明节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
ENGLISH = {
    "Tomb-sweeping Day": "Tomb-Sweeping Day",
    "Mid-autumn Festival": "Mid-Autumn Festival",
    "Anti-Fascist 70th Day": "Victory Day",
}


def main() -> None:
    """Write the file: the years with a notice, holiday names, days off and make-up workdays."""
    off = {day.isoformat(): name for day, name in sorted(constants.holidays.items())}
    work = {day.isoformat(): name for day, name in sorted(constants.workdays.items())}
    known = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    used = sorted({*off.values(), *work.values()})
    calendar = {
        "years": sorted({int(day[:4]) for day in off}),
        "names": {
            name: {"en": ENGLISH.get(name, name), "zh": CHINESE.get(name, known[name])} for name in used
        },
        "off": off,
        "work": work,
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(calendar, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()

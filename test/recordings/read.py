"""Reads COMTRADE 2013 as the standard describes it, independently of the project.

    python3 read.py FILE.cfg|FILE.cff     prints one line of JSON

With the package `comtrade` installed, `--package` uses that instead.
"""

import json
import re
import struct
import sys


def sections(path):
    """Returns the configuration as lines and the data as bytes."""
    if path.endswith(".cff"):
        with open(path, "rb") as file:
            whole = file.read()
        parts = re.split(rb"--- file type: ([A-Z0-9 :]+) ---\r\n", whole, maxsplit=4)
        named = dict(zip(parts[1::2], parts[2::2]))
        config = named[b"CFG"]
        [kind] = [name for name in named if name.startswith(b"DAT")]
        data = named[kind]
        if b":" in kind:
            assert len(data) == int(kind.split(b":")[1]), "the length of the data"
    else:
        with open(path, "rb") as file:
            config = file.read()
        with open(path[:-4] + ".dat", "rb") as file:
            data = file.read()
    text = config.decode("utf-8")
    assert text.endswith("\r\n"), "lines end in CR LF"
    return text.split("\r\n")[:-1], data


def read(path):
    lines, data = sections(path)
    station, device, revision = lines[0].split(",")
    assert revision == "2013"
    total, analog, status = lines[1].split(",")
    assert analog[-1] == "A" and status[-1] == "D"
    analog, status = int(analog[:-1]), int(status[:-1])
    assert int(total) == analog + status
    channels = [line.split(",") for line in lines[2 : 2 + analog]]
    assert all(len(fields) == 13 for fields in channels), "thirteen fields"
    assert [int(fields[0]) for fields in channels] == list(range(1, analog + 1))
    states = [line.split(",") for line in lines[2 + analog : 2 + analog + status]]
    assert all(len(fields) == 5 for fields in states), "five fields"
    line_hz, rates, rate, start, trigger, form, multiplier, code, quality = lines[
        2 + analog + status :
    ]
    assert rates == "1" and multiplier == "1" and len(code.split(",")) == 2
    assert len(quality.split(",")) == 2
    stamp = re.compile(r"\d\d/\d\d/\d{4},\d\d:\d\d:\d\d\.\d{6}$")
    assert stamp.match(start) and stamp.match(trigger)
    hz, samples = rate.split(",")
    words = (status + 15) // 16
    rows = []
    if form == "ASCII":
        for row in data.decode("ascii").split("\r\n")[:-1]:
            fields = row.split(",")
            assert len(fields) == 2 + analog + status
            assert all(-99999 <= int(field) <= 99998 for field in fields[2:])
            bits = [int(field) for field in fields[2 + analog :]]
            values = [int(field) for field in fields[2 : 2 + analog]]
            rows.append((int(fields[0]), int(fields[1]), values, bits))
    else:
        letter = {"BINARY": "h", "FLOAT32": "f"}[form]
        record = struct.Struct(f"<LL{analog}{letter}{words}H")
        for row in record.iter_unpack(data):
            packed = row[2 + analog :]
            bits = [packed[at // 16] >> (at % 16) & 1 for at in range(status)]
            rows.append((row[0], row[1], list(row[2 : 2 + analog]), bits))
    assert len(rows) == int(samples)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    for number, micro, _, _ in rows:
        assert abs(micro - (number - 1) * 1e6 / float(hz)) <= 0.5
    factors = [(float(fields[5]), float(fields[6])) for fields in channels]
    for at, fields in enumerate(channels):
        low, high = float(fields[8]), float(fields[9])
        assert all(low <= row[2][at] <= high for row in rows), "values within min and max"
    return {
        "names": [fields[1] for fields in channels],
        "analog": [[a * row[2][at] + b for row in rows] for at, (a, b) in enumerate(factors)],
        "status": [[row[3][at] for row in rows] for at in range(status)],
    }


def read_by_package(path):
    from comtrade import Comtrade

    recording = Comtrade()
    recording.load(path)
    return {
        "names": list(recording.analog_channel_ids),
        "analog": [[float(value) for value in values] for values in recording.analog],
        "status": [[int(value) for value in values] for values in recording.status],
    }


if __name__ == "__main__":
    package = "--package" in sys.argv
    print(json.dumps((read_by_package if package else read)(sys.argv[-1])))

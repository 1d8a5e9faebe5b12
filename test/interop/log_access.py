"""Reads a meter's history with the library under termineter; the module of its own console fails.

Usage: /usr/bin/python3 log_access.py HOST PORT PASSWORD. Prints how many entries the log can hold,
and those that termineter's library takes out of table 74, as JSON.
"""

import json
import sys

from c1218.connection import Connection
from c1219.access.log import C1219LogAccess

host, port, password = sys.argv[1:]
serial = {
    "parity": "N", "baudrate": 9600, "bytesize": 8, "xonxoff": False, "interCharTimeout": None,
    "rtscts": False, "timeout": 2, "stopbits": 1, "dsrdtr": False, "writeTimeout": None,
}
meter = Connection(f"socket://{host}:{port}", serial_settings=serial, enable_cache=False)
meter.start()
meter.login("reader", 1, password.encode())
log = C1219LogAccess(meter)
meter.stop()
entries = [{key: str(value) for key, value in entry.items()} for entry in log.logs]
print(json.dumps({"can_hold": log.nbr_history_entries, "entries": entries}))

#!/usr/bin/python3
"""A strict client of ANSI C12.18 / C12.21 that checks a meter by the standard's own rules.

    strict_client.py HOST PORT --read-password WORD --operate-password WORD [--json] [--slow]

The passwords may stand in BPTM_C12_READ and BPTM_C12_OPERATE. Prints a line per check and
exits with 1 when one fails. It writes back only what it has read, runs procedures that change
nothing but the demand reset (--no-reset leaves that out), and at last locks the meter by guessing
(--no-lock leaves that out). It needs nothing but Python 3.
"""
import argparse
import json
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "strict"))

import checks
import checks_link
import checks_services
import checks_tables
import checks_writes
from layout import General
from link import Line

# Each of these registers its checks when it is imported.
ROOMS = (checks_link, checks_services, checks_tables, checks_writes)


class Options:
    """What the checks need to know about the meter."""

    def __init__(self, arguments):
        self.host, self.port, self.seed = arguments.host, arguments.port, arguments.seed
        self.read_password = arguments.read_password
        self.operate_password = arguments.operate_password
        self.reset = not arguments.no_reset

    def general(self, session):
        return General(session.read(0))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    environment = os.environ.get
    parser.add_argument("--read-password", default=environment("BPTM_C12_READ", ""))
    parser.add_argument("--operate-password", default=environment("BPTM_C12_OPERATE", ""))
    parser.add_argument("--json", action="store_true", help="prints one JSON document")
    parser.add_argument("--slow", action="store_true", help="also waits for the timers")
    parser.add_argument("--no-reset", action="store_true", help="does not reset the demand")
    parser.add_argument("--no-lock", action="store_true", help="does not guess passwords")
    parser.add_argument("--only", default="", help="only checks whose sentence contains this")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = parser.parse_args()
    if not given.read_password or not given.operate_password:
        parser.error("both passwords are needed, as options or in the environment")
    return given


def main():
    given = arguments()
    try:
        Line(given.host, given.port).close()
    except OSError as error:
        print(f"No meter at {given.host} {given.port}: {error}. Check the address.", file=sys.stderr)
        return 2
    options, results = Options(given), []
    chosen = [one for one in checks.CHECKS if given.only in one[0]]
    if not given.json:
        print(f"strict client: {given.host} {given.port}, seed {given.seed}")
    for sentence, function, slow, last in sorted(chosen, key=lambda one: one[3]):
        if (slow and not given.slow) or (last and given.no_lock):
            continue
        result = checks.run(sentence, function, options)
        results.append(result)
        if given.json:
            continue
        print(f"{'good ' if result['good'] else 'WRONG'}  {sentence}", flush=True)
        for problem in result["problems"][:40]:
            print(f"         {problem}")
        for note in result["notes"]:
            print(f"       ({note})")
    wrong = sum(1 for result in results if not result["good"])
    if given.json:
        print(json.dumps({"seed": given.seed, "checks": results, "wrong": wrong}, indent=2))
    else:
        print(f"{len(results)} checks, {wrong} wrong")
    return 1 if wrong or not results else 0


if __name__ == "__main__":
    sys.exit(main())

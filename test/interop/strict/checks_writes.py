"""Checks of writes, whole and in part, and of procedures through tables 7 and 8."""
import struct
import time

from checks import check
from layout import General
from reading import Reading
from session import checksum

PROCEDURE, RESPONSE = 7, 8
RESULTS = ["done", "accepted", "parameter", "conflict", "timing", "authorization", "unknown"]
DEMAND_RESET = 9
LIFT = 3  # a manufacturer's procedure: cancels the order to stay open, if there is one


def writable(trial):
    one = trial.operator()
    general = General(one.read(0))
    return one, general, sorted(general.std_write | {2048 + n for n in general.mfg_write})


@check("tables that are writable take back what they hold; others refuse it")
def write_lists(trial):
    one, general, named = writable(trial)
    trial.note(f"writable: {named}")
    for table, octets in Reading(trial).octets.items():
        if len(octets) > 60000 or table == PROCEDURE:
            continue
        answer = one.write(table, octets)
        if table in named:
            trial.code(answer, "ok", f"write of table {table} with what it holds")
        else:
            trial.code(answer, "iar onp isc sns", f"write of table {table}, which is read only")
        answer = one.write_offset(table, 0, octets[:1])
        if table not in named:
            trial.code(answer, "iar onp isc sns", f"write into table {table}, which is read only")


@check("a write needs the right level")
def write_levels(trial):
    _, _, named = writable(trial)
    stranger, reader = trial.session().begin(), trial.reader()
    for table in (*named, 5, 42):
        for one, who in ((stranger, "without a password"), (reader, "with the read password")):
            if table == PROCEDURE:
                continue
            octets = bytes(20)
            names = "isc" if table in named else "isc iar onp"
            trial.code(one.write(table, octets), names, f"write of table {table} {who}")
            answer = one.write_offset(table, 0, b"\0")
            trial.code(answer, names, f"write into table {table} {who}")


@check("writes by offset and by index change what they say, and nothing else")
def partial_writes(trial):
    one, _, named = writable(trial)
    reading = Reading(trial)
    for table in named:
        if table == PROCEDURE or table not in reading.octets:
            continue
        before = reading.octets[table]
        for start in sorted({0, 1, len(before) // 2, len(before) - 1}):
            answer = one.write_offset(table, start, before[start : start + 4])
            trial.code(answer, "ok", f"write into table {table} at {start} of what stands there")
        trial.expect(one.read(table) == before, f"table {table} changed by writing what it held")
        beyond = one.write_offset(table, len(before), b"\0")
        trial.code(beyond, "iar onp", f"write beyond the end of table {table}")
        across = one.write_offset(table, len(before) - 1, b"\0\0")
        trial.code(across, "iar onp", f"write across the end of table {table}")
        trial.expect(one.read(table) == before, f"table {table} changed by a refused write")
        tree = reading.trees.get(table)
        for index, part in enumerate(tree.parts if tree else ()):
            if part.absent or part.end == part.start:
                continue
            octets = before[part.start : part.end]
            trial.code(one.write_index(table, (index,), octets), "ok", f"table {table}[{index}]")
        trial.expect(one.read(table) == before, f"table {table} changed by writing its elements")


@check("a write with a wrong checksum, count or length is refused and changes nothing")
def broken_writes(trial):
    one, _, named = writable(trial)
    for table in named:
        octets = bytes(12) if table == PROCEDURE else one.read(table)
        number = struct.pack(">BH", 0x40, table)
        length = struct.pack(">H", len(octets))
        wrong = [
            ("checksum", number + length + octets + bytes([checksum(octets) ^ 1])),
            ("count", number + b"\0\1" + octets + bytes([checksum(octets)])),
            ("long", number + length + octets + bytes([checksum(octets)]) + b"\0"),
            ("short", number + length + octets),
        ]
        for what, request in wrong:
            trial.code(one.ask(request), "err iar onp", f"table {table} with a wrong {what}")
        if table != PROCEDURE:
            for size in (len(octets) - 1, len(octets) + 1):
                answer = one.write(table, bytes(size))
                trial.code(answer, "iar onp err", f"table {table} with {size} octets")
            trial.expect(one.read(table) == octets, f"table {table} changed by broken writes")


class Procedures:
    """Procedures of one session, each with its own sequence number."""

    def __init__(self, trial, session):
        self.trial, self.session = trial, session
        self.order = General(session.read(0)).order
        self.sequence = trial.chance.randrange(1, 200)

    def run(self, number, parameters=b"", mfg=False, selector=0, sequence=None):
        """The name of the result code, and the response data."""
        if sequence is None:
            self.sequence = sequence = self.sequence % 255 + 1
        idb = number | (0x800 if mfg else 0) | selector << 12
        head = idb.to_bytes(2, self.order) + bytes([sequence])
        answer = self.session.write(PROCEDURE, head + parameters)
        if not answer.ok:
            return answer.name, b""
        octets = self.session.read(RESPONSE)
        if not self.trial.expect(len(octets) >= 4, f"table 8 has {len(octets)} octets"):
            return "short", b""
        right = octets[:3] == head
        sentence = f"table 8 answers {octets[:3].hex()} to procedure {head.hex()}"
        self.trial.expect(right, sentence)
        code = octets[3]
        name = RESULTS[code] if code < len(RESULTS) else f"code {code}"
        return name, octets[4:]


@check("procedures: unknown ones, wrong parameters, and those without the right")
def results(trial):
    one = Procedures(trial, trial.operator())
    general = General(one.session.read(0))
    for number in range(8 * general.std_proc + 8):
        if number not in general.std_procs:
            name, _ = one.run(number)
            trial.expect(name == "unknown", f"procedure {number} is not named, result {name}")
    for number in range(8 * general.mfg_proc + 8):
        if number not in general.mfg_procs:
            name, _ = one.run(number, mfg=True)
            trial.expect(name == "unknown", f"own procedure {number} is not named, result {name}")
    long = bytes(general.parameters)
    for number in sorted(general.std_procs):
        name, _ = one.run(number, b"\xff" * len(long))
        fits = name in ("parameter", "conflict", "timing")
        trial.expect(fits, f"procedure {number} with {len(long)} octets of 0xff: {name}")
    reader = Procedures(trial, trial.reader())
    stranger = Procedures(trial, trial.session().begin())
    for who, other in (("the read password", reader), ("no password", stranger)):
        for number in sorted(general.std_procs):
            name, _ = other.run(number, b"\1")
            refused = name in ("authorization", "isc")
            trial.expect(refused, f"procedure {number} with {who}: {name}")


@check("a demand reset is done once, also when its packet or its sequence number is repeated")
def once(trial):
    one = Procedures(trial, trial.operator())
    reading = Reading(trial)
    if not trial.options.reset or DEMAND_RESET not in reading.general.std_procs:
        trial.note("no procedure 9: not tried")
        return
    if not reading.known.has(21, "REG_FUNC1", 2):
        trial.note("resets are not counted: not tried")
        return

    def counts():
        """The number of resets, several times: a device may take a moment."""
        for _ in range(20):
            yield one.session.read_offset(23, 0, 1)[0]
            time.sleep(0.05)

    before = one.session.read_offset(23, 0, 1)[0]
    after = (before + 1) % 256
    name, _ = one.run(DEMAND_RESET, b"\1", sequence=77)
    trial.expect(name in ("done", "accepted"), f"demand reset: {name}")
    done = any(count == after for count in counts())
    trial.expect(done, f"{before} resets before and after one that was {name}")
    again, _ = one.run(DEMAND_RESET, b"\1", sequence=77)
    trial.expect(again == name, f"repeated: {again}, not {name}")
    same = all(count == after for count in counts())
    trial.expect(same, "the same sequence number did it again")


@check("a request to a BPTM has a number, and a repeated number acts no second time")
def numbered(trial):
    one, reading = Procedures(trial, trial.operator()), Reading(trial)
    if 2058 not in reading.trees:
        trial.note("not a BPTM: not tried")
        return
    highest = reading.trees[2058]["HIGHEST_NUMBER"].value
    number = (highest + 1).to_bytes(4, one.order)
    first = one.run(LIFT, number, mfg=True)
    trial.expect(first[0] in ("done", "accepted"), f"request {highest + 1}: {first[0]}")
    trial.expect(first[1][:4] == number, f"the answer is not for {highest + 1}: {first[1].hex()}")
    for _ in range(2):
        again = one.run(LIFT, number, mfg=True)
        trial.expect(again == first, f"repeated: {again}, not {first}")
    name, _ = one.run(LIFT, bytes(4), mfg=True)
    trial.expect(name not in ("done", "accepted"), f"a request with the number 0: {name}")
    reading.take(2058)
    now = reading.trees[2058]
    trial.expect(now["HIGHEST_NUMBER"].value == highest + 1, "the highest number is not the last")
    same = [r["NUMBER"].value for r in now["REQUESTS"].parts].count(highest + 1)
    trial.expect(same == 1, f"table 2058 has request {highest + 1} {same} times")


@check("table 8 answers when the selector of table 7 says so")
def selectors(trial):
    session = trial.operator()
    one = Procedures(trial, session)
    name, _ = one.run(2000, selector=0)
    trial.expect(name == "unknown", f"procedure 2000: {name}")
    held = session.read(RESPONSE)
    idb = (2000 | 2 << 12).to_bytes(2, one.order)
    trial.code(session.write(PROCEDURE, idb + b"\x55"), "ok", "procedure with no response wanted")
    answer = session.ask(struct.pack(">BH", 0x30, RESPONSE))
    kept = not answer.ok or session.table_data("table 8", answer) in (held, b"")
    trial.expect(kept, "a response was posted although none was wanted")
    one.run(2000, selector=3)
    one.run(2000, selector=1)


@check("table 7 refuses what is no procedure at all")
def malformed_procedures(trial):
    one = trial.operator()
    for octets in (b"", b"\x01", b"\x01\x00"):
        answer = one.write(PROCEDURE, octets)
        trial.code(answer, "err iar onp", f"table 7 with {len(octets)} octets")
    general = General(one.read(0))
    octets = bytes(3 + general.parameters + 1)
    answer = one.write(PROCEDURE, octets)
    if answer.ok:
        code = one.read(RESPONSE)[3]
        trial.expect(code in (2, 6), f"more parameters than table 0 allows: result {code}")
    else:
        trial.code(answer, "err iar onp", "more parameters than table 0 allows")


@check("the response of a procedure stays with the session that asked")
def privacy(trial):
    first, second = trial.operator(), trial.operator()
    one = Procedures(trial, first)
    one.run(2000, sequence=200)
    answer = second.ask(struct.pack(">BH", 0x30, RESPONSE))
    if answer.ok:
        other = second.table_data("table 8", answer)
        trial.expect(other[2:3] != b"\xc8", f"another session sees {other.hex()}")

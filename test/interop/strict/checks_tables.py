"""Checks of tables: decoded whole, read in part by index and offset, and consistent."""
import struct

from checks import check
from layout import General
from reading import Reading, leaves, units
from session import READ, READ_DEFAULT, READ_OFFSET, Refused

SECRET = (42, 45)
DIMENSIONS = {10: 11, 20: 21, 30: 31, 40: 41, 50: 51, 60: 61, 70: 71}


@check("table 0 has the size of its own dimensions, and says nothing impossible")
def table0(trial):
    one = trial.reader()
    general = General(one.read(0))
    trial.problems += general.faults()
    trial.note(f"order {general.order}, TM {general.time}, NI {general.ni1}/{general.ni2}")
    trial.note(f"standard tables {sorted(general.std_used)}")
    trial.note(f"manufacturer's tables {sorted(general.mfg_used)}")
    trial.note(f"procedures {sorted(general.std_procs)}, manufacturer {sorted(general.mfg_procs)}")


@check("every table of table 0 is there, whole; tables that it does not name are not")
def truth(trial):
    reading = Reading(trial)
    general = reading.general
    for table in reading.numbers():
        # Tables 7 and 8 belong to a procedure, and none has run yet.
        if table in SECRET or table in (7, 8):
            continue
        if reading.refused.get(table) == "dnr":
            trial.note(f"table {table} has no data yet")
            continue
        good = table in reading.octets
        trial.expect(good, f"table {table} is named and refused: {reading.refused.get(table)}")
    one = reading.session
    absent = [n for n in range(8 * general.std + 16) if n not in general.std_used]
    absent += [2048 + n for n in range(8 * general.mfg + 16) if n not in general.mfg_used]
    absent += [2040, 2047, 4096, 4096 + 23, 6144, 8192, 12288, 65535]
    for table in absent:
        answer = one.ask(struct.pack(">BH", READ, table))
        trial.code(answer, "onp iar", f"read of table {table}, which table 0 does not name")
        answer = one.ask(struct.pack(">BH3sH", READ_OFFSET, table, bytes(3), 1))
        trial.code(answer, "onp iar", f"read in table {table}, which table 0 does not name")


@check("every table has exactly the octets that its layout and its dimensions give")
def sizes(trial):
    reading = Reading(trial)
    for table in reading.numbers():
        tree, left = reading.tree(table)
        if tree is None:
            continue
        trial.expect(left == 0, f"table {table} has {left} octets more than its layout")
    known = [table for table in reading.numbers() if reading.trees.get(table) is not None]
    other = [table for table in reading.numbers() if table not in known]
    trial.note(f"decoded: {known}; without a public layout, read only: {other}")


@check("no actual dimension is above its limit")
def limits(trial):
    reading = Reading(trial)
    for limit, actual in DIMENSIONS.items():
        if limit not in reading.trees or actual not in reading.trees:
            continue
        for most, now in zip(reading.trees[limit].parts, reading.trees[actual].parts):
            if now.absent or now.value is None:
                continue
            if isinstance(now.value, set):
                below = now.value <= most.value
                trial.expect(below, f"table {actual} {now.name}: flags over limit")
            elif now.name not in ("CONSTANTS_SELECTOR", "REG_FUNC2", "LP_FLAGS"):
                good = now.value <= most.value
                trial.expect(good, f"table {actual} {now.name}: {now.value} over {most.value}")
            elif now.name != "CONSTANTS_SELECTOR":
                trial.expect(now.value & ~most.value == 0, f"table {actual} {now.name}: over limit")


@check("selections point at sources, and sources at their units, demands and constants")
def pointers(trial):
    reading = Reading(trial)
    sources = reading.trees[16]["SOURCES_LINK"].values()
    flags = {0: "NBR_UOM_ENTRIES", 1: "NBR_DEMAND_CTRL_ENTRIES", 3: "NBR_CONSTANTS_ENTRIES"}
    for bit, name in flags.items():
        wanted = sum(1 for source in sources if bit in source)
        have = reading.trees[11][name].value
        trial.expect(wanted <= have, f"{wanted} sources ask for {name}, there are {have}")
    selections = [(22, "SUMMATION_SELECT"), (22, "DEMAND_SELECT"), (22, "COINCIDENT_SELECT")]
    selections += [(27, "PRESENT_DEMAND_SELECT"), (27, "PRESENT_VALUE_SELECT")]
    for table, name in selections:
        for source in reading.trees[table][name].values():
            if trial.expect(source < len(sources), f"table {table} {name}: no source {source}"):
                trial.expect(0 in sources[source], f"source {source} of table {table} has no unit")
    for association in reading.trees[22]["COIN_DEMAND_ASSOC"].values():
        have = reading.trees[21]["NBR_DEMANDS"].value
        trial.expect(association < have, f"coincident value of demand {association} of {have}")
    if 62 in reading.trees:
        for channel in reading.trees[62]["LP_SEL_SET1"].parts:
            for name in ("LP_SOURCE_SELECT", "END_BLK_RDG_SOURCE_SELECT"):
                source = channel[name].value
                known = source < len(sources) or source == 255
                trial.expect(known, f"table 62 {name}: no source {source}")
    trial.note("; ".join(f"{number} {unit}" for number, unit in enumerate(units(reading))))


@check("the first summation is what the utility has delivered, in Wh")
def first_register(trial):
    reading = Reading(trial)
    first = reading.trees[22]["SUMMATION_SELECT"].values()[0]
    before = [0 in flags for flags in reading.trees[16]["SOURCES_LINK"].values()[:first]]
    unit = reading.trees[12]["UOM_ENTRY"].values()[sum(before)]
    trial.expect(unit & 0xFF == 0, f"its quantity is {unit & 0xFF}, not 0 (W)")
    trial.expect(unit >> 8 & 7 == 0, f"its time base is {unit >> 8 & 7}, not 0 (bulk quantity)")
    trial.expect(unit >> 11 & 7 == 0, f"its multiplier is {unit >> 11 & 7}, not 0 (one)")
    trial.expect(unit >> 14 & 15 in (0b1001, 0b0001), f"its quadrants are {unit >> 14 & 15:04b}")
    trial.expect(unit >> 18 & 1 == 0, "it is net")
    trial.expect(unit >> 31 == 0, "it does not follow the standard")


@check("several volts or several amperes can be told apart by their phases")
def phases(trial):
    entries = Reading(trial).trees[12]["UOM_ENTRY"].values()
    for code, name in ((8, "volts"), (12, "amperes")):
        places = [unit >> 19 & 7 for unit in entries if unit & 0xFF == code]
        apart = len(places) < 2 or len(set(places)) > 1
        trial.expect(apart, f"{len(places)} sources of {name} are all of segment {places[:1]}")


@check("the values are possible: times, lists, profile, logs")
def values(trial):
    reading = Reading(trial)
    trees = reading.trees
    if 63 in trees:
        status, most = trees[63]["LP_STATUS_SET1"], trees[61]
        blocks, ints = most["NBR_BLKS_SET1"].value, most["NBR_BLK_INTS_SET1"].value
        valid = status["NBR_VALID_BLOCKS"].value
        trial.expect(valid <= blocks, f"{valid} valid blocks of {blocks}")
        trial.expect(status["NBR_VALID_INT"].value <= ints, "more intervals valid than there are")
        last = status["LAST_BLOCK_ELEMENT"].value
        trial.expect(valid == 0 or last < blocks, f"last block {last} of {blocks}")
        trial.expect(status["NBR_UNREAD_BLOCKS"].value <= blocks, "more blocks unread than are")
        size = reading.sizes[64]
        memory = most["LP_MEMORY_LEN"].value
        trial.expect(size <= memory, f"table 64 has {size} octets in a memory of {memory}")
    for table, count in ((74, "NBR_HISTORY_ENTRIES"), (76, "NBR_EVENT_ENTRIES")):
        if table not in trees:
            continue
        entries, valid = trees[71][count].value, trees[table]["NBR_VALID_ENTRIES"].value
        trial.expect(valid <= entries, f"table {table}: {valid} valid entries of {entries}")
        last = trees[table]["LAST_ENTRY_ELEMENT"].value
        trial.expect(valid == 0 or last < entries, f"table {table}: last entry {last} of {entries}")
        unread = trees[table]["NBR_UNREAD_ENTRIES"].value
        trial.expect(unread <= entries, f"table {table}: {unread} unread of {entries}")
        supported = trees[72]
        for entry in trees[table]["ENTRIES"].parts[:valid]:
            code = entry["CODE"].value
            where = "MFG_EVENTS_SUPPORTED" if code >> 11 & 1 else "STD_EVENTS_SUPPORTED"
            if code & 0x7FF:
                known = code & 0x7FF in supported[where].value
                trial.expect(known, f"table {table}: event {code & 0x7FF} is not in table 72")


@check("every part by offset equals the same octets of the whole")
def by_offset(trial):
    reading = Reading(trial)
    one = reading.session
    for table, octets in reading.octets.items():
        size = len(octets)
        if size == 0:
            continue
        spots = {(0, size), (0, 1), (size - 1, 1), (size // 2, size - size // 2)}
        for _ in range(6):
            start = trial.chance.randrange(size)
            spots.add((start, trial.chance.randint(1, size - start)))
        for start, count in sorted(spots):
            if count > 65000:
                continue
            reading.same(table, start, one.read_offset(table, start, count))
        for start, count in ((size, 1), (size - 1, 2), (0, size + 1), (0xFFFFFF, 1), (0, 0xFFFF)):
            if count > 0xFFFF or count <= size - start:
                continue
            answer = one.ask(struct.pack(">BH", READ_OFFSET, table) + place(start, count))
            trial.code(answer, "iar onp", f"table {table}: {count} octets at {start} of {size}")


def place(start, count):
    return start.to_bytes(3, "big") + struct.pack(">H", count)


@check("every element by index equals its octets of the whole")
def by_index(trial):
    reading = Reading(trial)
    tried = 0
    for table, tree in reading.trees.items():
        if tree is None or table in SECRET or table in (7, 8):
            continue
        for indices, element in leaves(tree, trial.chance):
            if element.end == element.start or element.end - element.start > 60000:
                continue
            try:
                octets = reading.session.read_index(table, indices)
            except Refused as error:
                trial.expect(False, f"{error} ({element.name})")
                continue
            reading.same(table, element.start, octets, element.end - element.start, element.name)
            tried += 1
    trial.note(f"{tried} elements")


@check("several elements of an array by index and count equal their octets of the whole")
def by_count(trial):
    reading = Reading(trial)
    for table, tree in reading.trees.items():
        if tree is None or table in SECRET or table in (7, 8):
            continue
        for index, part in enumerate(tree.parts):
            if not part.list or len(part.parts) < 2:
                continue
            last = min(len(part.parts), 20)
            for start, end in ((0, last), (1, last), (last - 2, last)):
                octets = reading.session.read_index(table, (index, start), end - start)
                first, final = part.parts[start].start, part.parts[end - 1].end
                reading.same(table, first, octets, final - first, part.name)


@check("indices that are not there are refused")
def wrong_index(trial):
    reading = Reading(trial)
    one = reading.session
    for table, tree in reading.trees.items():
        if tree is None or table in SECRET or table in (7, 8):
            continue
        beyond = [(len(tree.parts) + 50,), (0xFFFF,), (0, 0xFFFF), (0, 0, 0, 0, 0, 0)]
        for indices in beyond:
            numbers = b"".join(struct.pack(">H", index) for index in (*indices, 1))
            answer = one.ask(struct.pack(">BH", READ + len(indices), table) + numbers)
            trial.code(answer, "iar onp", f"table {table} element {list(indices)}")


@check("the default table is read without its number, or the service is not supported")
def default_table(trial):
    one = trial.reader()
    answer = one.ask(bytes([READ_DEFAULT]))
    if trial.code(answer, "ok sns onp", "default read") and answer.ok:
        data = one.table_data("default read", answer)
        found = [t for t, octets in Reading(trial).octets.items() if octets == data]
        trial.expect(found, "the default table is none of the tables")
        trial.note(f"the default table is one of {found}")
    else:
        trial.note(f"default read: {answer.name}")

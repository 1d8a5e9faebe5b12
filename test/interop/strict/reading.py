"""A meter's tables, read once and decoded, for checks that compare them."""
import struct

from layout import General, Short
from session import READ, READ_OFFSET
from tables import Known, decode

# Tables that give dimensions to others come first.
FIRST = [0, 1, 11, 21, 31, 41, 51, 61, 62, 71, 2048]
QUANTITIES = {0: "W", 1: "var", 2: "VA", 3: "VA phasor", 8: "V", 12: "A", 24: "PF", 33: "Hz"}
BASES = ["h", "", " period", " subblock", " block", "h net", " thermal", " events"]
FACTORS = ["", "e2", "e3", "e6", "e9", "e-2", "e-3", "e-6"]
PHASES = ["", " A-B", " B-C", " C-A", " N-G", " A-N", " B-N", " C-N"]


class Reading:
    """All tables that table 0 names: `octets` of those read whole, `trees` of those understood."""

    def __init__(self, trial):
        self.trial = trial
        self.session = trial.reader()
        self.general = General(self.session.read(0))
        self.known = Known(self.general)
        self.octets, self.trees, self.sizes, self.left = {}, self.known.trees, {}, {}
        self.refused = {}
        for table in sorted(self.numbers(), key=lambda table: (table not in FIRST, table)):
            self.take(table)

    def numbers(self):
        return sorted(self.general.std_used | {2048 + n for n in self.general.mfg_used})

    def take(self, table):
        if table in (7, 8, 42, 45):
            return
        answer = self.session.ask(struct.pack(">BH", READ, table))
        if answer.ok:
            octets = self.session.table_data(f"read of table {table}", answer)
        elif answer.name in ("onp", "iar", "rno") and self.is_long(table):
            octets = self.long(table)
        else:
            self.refused[table] = answer.name
            return
        self.octets[table], self.sizes[table] = octets, len(octets)
        try:
            tree, self.left[table] = decode(table, octets, self.known)
        except Short as error:
            self.trial.expect(False, f"table {table} is too short: {error}")
            return
        if tree is not None:
            self.trees[table] = tree

    def is_long(self, table):
        """True if there are octets after the end of a table that fits into one response."""
        place = (60000).to_bytes(3, "big") + struct.pack(">H", 1)
        return self.session.ask(struct.pack(">BH", READ_OFFSET, table) + place).ok

    def long(self, table):
        octets = b""
        for piece in (32768, 1024, 32, 1):
            while True:
                place = len(octets).to_bytes(3, "big") + struct.pack(">H", piece)
                answer = self.session.ask(struct.pack(">BH", READ_OFFSET, table) + place)
                if not answer.ok:
                    break
                octets += self.session.table_data(f"read in table {table}", answer)
        return octets

    def tree(self, table):
        return self.trees.get(table), self.left.get(table, 0)

    def same(self, table, start, octets, count=None, name=""):
        """A part must equal that of the whole, unless the whole has changed meanwhile."""
        trial = self.trial
        if count is not None:
            right = f"table {table} {name} at {start}: {len(octets)} octets, not {count}"
            if not trial.expect(len(octets) == count, right):
                return
        end = start + len(octets)
        if octets == self.octets[table][start:end]:
            return
        self.take(table)
        if octets != self.octets[table][start:end]:
            again = self.session.read_offset(table, start, len(octets))
            changed = again != self.octets[table][start:end] or again == octets
            sentence = f"table {table} {name}: octets {start} to {end} differ from the whole"
            trial.expect(changed, sentence)


def leaves(tree, chance, indices=(), most=40):
    """Every element with its indices; of long arrays the ends and some between."""
    chosen = range(len(tree.parts))
    if len(chosen) > most:
        between = {chance.randrange(len(chosen)) for _ in range(6)}
        chosen = sorted({0, 1, len(chosen) - 1} | between)
    for index in chosen:
        part = tree.parts[index]
        if part.absent:
            continue
        yield (*indices, index), part
        if part.parts:
            yield from leaves(part, chance, (*indices, index), 8)


def units(reading):
    """What each source measures, in words."""
    entries = iter(reading.trees[12]["UOM_ENTRY"].values())
    for flags in reading.trees[16]["SOURCES_LINK"].values():
        if 0 not in flags:
            yield "no unit"
            continue
        unit = next(entries)
        quantity = QUANTITIES.get(unit & 0xFF, f"quantity {unit & 0xFF}")
        quadrants = "".join(str(n + 1) for n in range(4) if unit >> (14 + n) & 1)
        words = f"{FACTORS[unit >> 11 & 7]}{quantity}{BASES[unit >> 8 & 7]}"
        phase = PHASES[unit >> 19 & 7]
        words += (f" Q{quadrants}" if quadrants else "") + phase
        yield words + (" NFS" if unit >> 31 else "")

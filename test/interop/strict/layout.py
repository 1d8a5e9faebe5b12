"""Layouts of C12.19 tables, read with only the tables that give their dimensions.

`decode(number, octets, known)` gives the tree of a table's elements. Each element knows where it
stands, so that reads by index and by offset can be held against the whole.
"""
import struct

NI_SIZES = [8, 4, 12, 6, 4, 3, 2, 3, 4, 5, 6, 8, 4, 21]
LTIME_SIZES = [0, 6, 6, 5, 4]
STIME_SIZES = [0, 5, 5, 4, 4]
TIME_SIZES = [0, 3, 3, 4, 4]


class Short(Exception):
    """The table ends before its last element."""


class Element:
    """One element of a table: octets `start` to `end`, its value or its parts."""

    def __init__(self, name, start):
        self.name, self.start, self.end = name, start, start
        self.value, self.parts, self.absent = None, [], False
        self.list = False

    def __getitem__(self, name):
        if isinstance(name, int):
            return self.parts[name]
        return next(part for part in self.parts if part.name == name)

    def __contains__(self, name):
        return any(part.name == name and not part.absent for part in self.parts)

    def values(self):
        return [part.value for part in self.parts]


class Cursor:
    """Walks over a table's octets and builds its elements."""

    def __init__(self, octets, general):
        self.octets, self.general, self.at = octets, general, 0
        self.top = self.here = Element("table", 0)

    def take(self, size):
        piece = self.octets[self.at : self.at + size]
        if len(piece) < size:
            raise Short(f"octets {self.at} to {self.at + size - 1} of {self.here.name} are missing")
        self.at += size
        return piece

    def leaf(self, name, size, value):
        one = Element(name, self.at)
        one.value = value(self.take(size))
        one.end = self.at
        self.here.parts.append(one)
        return one.value

    def none(self, name):
        """An element that the dimensions leave out; it keeps its index."""
        one = Element(name, self.at)
        one.absent = True
        self.here.parts.append(one)

    def uint(self, name, size=1):
        return self.leaf(name, size, lambda octets: int.from_bytes(octets, self.general.order))

    def text(self, name, size):
        return self.leaf(name, size, lambda octets: octets.decode("latin1"))

    def raw(self, name, size):
        return self.leaf(name, size, lambda octets: octets)

    def flags(self, name, size=1):
        """A SET or bit field: the numbers of its bits that are on, first octet first."""
        found = lambda octets: {
            8 * n + bit for n, octet in enumerate(octets) for bit in range(8) if octet >> bit & 1
        }
        return self.leaf(name, size, found)

    def word(self, name, size=2):
        """A bit field of several octets, in the order of the device's integers."""
        value = lambda octets: int.from_bytes(octets, self.general.order)
        return self.leaf(name, size, value)

    def number(self, name, form):
        return self.leaf(name, NI_SIZES[form], lambda octets: ni_value(octets, form, self.general))

    def ni1(self, name):
        return self.number(name, self.general.ni1)

    def ni2(self, name):
        return self.number(name, self.general.ni2)

    def stime(self, name):
        return self.raw(name, STIME_SIZES[self.general.time])

    def ltime(self, name):
        return self.raw(name, LTIME_SIZES[self.general.time])

    def time(self, name):
        return self.raw(name, TIME_SIZES[self.general.time])

    def only(self, condition, method, name, *more):
        """An element that is present only on a condition."""
        if condition:
            method(name, *more)
        else:
            self.none(name)

    def record(self, name, fill):
        one, outer = Element(name, self.at), self.here
        self.here = one
        fill(self)
        one.end, self.here = self.at, outer
        outer.parts.append(one)
        return one

    def array(self, name, count, fill):
        def each(cursor):
            cursor.here.list = True
            for _ in range(count):
                fill(cursor)

        return self.record(name, each)


def ni_value(octets, form, general):
    """A number in one of the non-integer formats, as a float or an int."""
    if form in (0, 1):
        sign = "<" if general.order == "little" else ">"
        return struct.unpack(sign + ("d" if form == 0 else "f"), octets)[0]
    if form in (2, 3, 13):
        return float(octets.decode("ascii"))
    if form in (5, 6, 12):
        return int(octets.hex())
    whole = int.from_bytes(octets, general.order, signed=True)
    return whole / 10000 if form == 4 else whole


class General:
    """The contents of table 0."""

    def __init__(self, octets):
        if len(octets) < 19:
            raise Short("table 0 has less than 19 octets")
        one, two, three = octets[:3]
        self.order = "big" if one & 1 else "little"
        self.characters, self.model = one >> 1 & 7, one >> 4 & 7
        self.time, self.access = two & 7, two >> 3 & 3
        self.bcd, self.integers = bool(two & 32), two >> 6
        self.ni1, self.ni2 = three & 15, three >> 4
        self.nameplate, self.defaults, self.parameters, self.results = octets[7:11]
        self.version, self.revision = octets[11:13]
        self.std, self.mfg, self.std_proc, self.mfg_proc, self.status, self.pending = octets[13:19]
        sizes = [self.std, self.mfg, self.std_proc, self.mfg_proc, self.std, self.mfg]
        self.size = 19 + sum(sizes)
        if len(octets) != self.size:
            raise Short(f"table 0 has {len(octets)} octets, its dimensions give {self.size}")
        at, sets = 19, []
        for size in sizes:
            piece = octets[at : at + size]
            sets.append({8 * n + b for n in range(size) for b in range(8) if piece[n] >> b & 1})
            at += size
        self.std_used, self.mfg_used, self.std_procs, self.mfg_procs = sets[:4]
        self.std_write, self.mfg_write = sets[4:]

    def faults(self):
        """Values that table 0 must not contain."""
        checks = [
            (self.time <= 4, f"TM_FORMAT {self.time} does not exist"),
            (self.ni1 <= 13, f"NI_FORMAT1 {self.ni1} does not exist"),
            (self.ni2 <= 13, f"NI_FORMAT2 {self.ni2} does not exist"),
            (self.integers <= 2, f"INT_FORMAT {self.integers} does not exist"),
            (self.characters in (1, 2, 3, 4), f"CHAR_FORMAT {self.characters} does not exist"),
            (self.model == 0, f"MODEL_SELECT {self.model} does not exist"),
            (self.nameplate == 2, "NAMEPLATE_TYPE is not electric"),
            (self.version in (1, 2), f"STD_VERSION_NO {self.version} does not exist"),
            (0 in self.std_used, "table 0 does not name itself"),
            (self.std_write <= self.std_used, "a standard table is writable but not used"),
            (self.mfg_write <= self.mfg_used, "a manufacturer table is writable but not used"),
            ((7 in self.std_used) == (8 in self.std_used), "tables 7 and 8 need each other"),
            (7 not in self.std_used or 7 in self.std_write, "table 7 is not writable"),
            (
                bool(self.std_procs or self.mfg_procs) == (7 in self.std_used),
                "procedures without table 7, or table 7 without procedures",
            ),
        ]
        return [sentence for good, sentence in checks if not good]

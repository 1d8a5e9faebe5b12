#!/usr/bin/env python3
"""A small meter of another manufacturer: C12.18 over TCP, written without these sources.

It prints its port, and has one habit of real meters for each option. What it holds stands at the
end of this file, so that a reader's result can be held against it.
"""
import argparse
import socket
import struct
import sys
import threading
import time

from strict.link import ACK, FIRST, MULTI, NAK, STP, TOGGLE, crc16, packet

OK, SNS, ISC, ONP = 0, 2, 3, 4
PASSWORD = b"secret"
NOON_S = 1777896000  # 2026-05-04T12:00:00Z


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--big", action="store_true", help="most significant octet first")
    parser.add_argument("--time", type=int, default=2, choices=[1, 2, 3, 4], help="TM_FORMAT")
    parser.add_argument("--no-negotiate", action="store_true", help="64 octets, one packet")
    parser.add_argument("--no-offset", action="store_true", help="reads tables only whole")
    parser.add_argument("--octets", action="store_true", help="sends every octet for itself")
    parser.add_argument("--noise", action="store_true", help="noise before each acknowledgement")
    parser.add_argument("--double", action="store_true", help="sends each packet twice")
    parser.add_argument("--hang-up", action="store_true", help="closes the line at the logoff")
    parser.add_argument("--features", action="store_true", help="lists features when identified")
    parser.add_argument("--rude", action="store_true", help="odd names, scalars of zero")
    parser.add_argument("--sets", action="store_true", help="two sets of the load profile")
    parser.add_argument("--lies", action="store_true", help="names a table that it has not")
    parser.add_argument("--plain", action="store_true", help="no flag of engineering units")
    parser.add_argument("--old", action="store_true", help="edition of 1997")
    parser.add_argument("--local", action="store_true", help="a clock in local time")
    parser.add_argument("--echo", action="store_true", help="a probe that hears itself")
    return parser.parse_args()


class Gone(Exception):
    """The reader has closed the connection."""


class Meter:
    """One connection."""

    def __init__(self, line, habits, tables):
        self.line, self.habits, self.tables = line, habits, tables
        self.toggle, self.heard = True, None
        self.size, self.count = 64, 1
        self.waiting, self.open = b"", False

    def take(self, count):
        while len(self.waiting) < count:
            came = self.line.recv(4096)
            if not came:
                raise Gone
            if self.habits.echo:
                self.line.sendall(came)
            self.waiting += came
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken

    def put(self, octets):
        step = 1 if self.habits.octets else len(octets)
        for at in range(0, len(octets), step):
            self.line.sendall(octets[at : at + step])

    def packet(self):
        while True:
            while self.take(1)[0] != STP:
                pass
            head = bytes([STP]) + self.take(5)
            data = self.take(struct.unpack(">H", head[4:])[0])
            check = self.take(2)
            if struct.unpack("<H", check)[0] != crc16(head + data):
                self.put(bytes([NAK]))
                continue
            if self.habits.noise:
                self.put(b"\x00\xff\x55")
            self.put(bytes([ACK]))
            name = (head[2] & TOGGLE, check)
            if name != self.heard:
                self.heard = name
                return head[3], data

    def message(self):
        left, whole = self.packet()
        while left > 0:
            left, data = self.packet()
            whole += data
        return whole

    def send(self, message):
        room = self.size - 8
        parts = [message[at : at + room] for at in range(0, len(message), room)]
        if len(parts) > self.count:
            parts = [bytes([ONP])]
        for number, part in enumerate(parts):
            self.toggle = not self.toggle
            control = TOGGLE if self.toggle else 0
            if len(parts) > 1:
                control |= MULTI | (FIRST if number == 0 else 0)
            one = packet(part, control, len(parts) - 1 - number)
            for _ in range(2 if self.habits.double else 1):
                self.put(one)
                while not self.acknowledged():
                    self.put(one)

    def acknowledged(self):
        """A new request means that the previous answer has arrived."""
        while (octet := self.take(1)[0]) not in (ACK, NAK, STP):
            pass
        if octet == STP:
            self.waiting = bytes([STP]) + self.waiting
        return octet != NAK

    def read(self, request):
        table = struct.unpack(">H", request[1:3])[0]
        octets = self.tables.get(table)
        if octets is None:
            return bytes([ONP])
        if table >= 2048 and not self.open:
            return bytes([ISC])
        if request[0] == 0x3F:
            if self.habits.no_offset:
                return bytes([SNS])
            offset, count = int.from_bytes(request[3:6], "big"), int.from_bytes(request[6:], "big")
            octets = octets[offset : offset + count]
            if len(octets) < count:
                return bytes([ONP])
        return bytes([OK]) + struct.pack(">H", len(octets)) + octets + bytes([-sum(octets) & 0xFF])

    def negotiate(self, request):
        if self.habits.no_negotiate:
            return self.send(bytes([SNS]))
        size, count = struct.unpack(">HB", request[1:4])
        size, count = min(size, 128), min(count, 8)
        self.send(struct.pack(">BHBB", OK, size, count, 6))
        self.size, self.count = size, count

    def answer(self, request):
        service = request[0]
        if service == 0x20:
            more = bytes([7, 2]) + b"AB" if self.habits.features else b""
            self.send(bytes([OK, 0, 2, 0]) + more + b"\0")
        elif 0x60 <= service <= 0x6B:
            self.negotiate(request)
        elif service in (0x30, 0x3F):
            self.send(self.read(request))
        elif service == 0x51:
            self.open = request[1:].rstrip(b" \0") == PASSWORD
            self.send(bytes([OK if self.open else ISC]))
        elif service == 0x52 and self.habits.hang_up:
            raise Gone
        else:
            self.send(bytes([OK if service in (0x50, 0x52, 0x21) else SNS]))

    def serve(self):
        try:
            while True:
                self.answer(self.message())
        except (Gone, OSError):
            self.line.close()


def main():
    habits = options()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        print(door.getsockname()[1], flush=True)
        while True:
            line, _ = door.accept()
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            meter = Meter(line, habits, contents(habits))
            if habits.rude:
                meter.tables |= rude(habits.big)
            if habits.sets:
                meter.tables |= sets(meter.tables, habits.big, habits.time)
            threading.Thread(target=meter.serve, daemon=True).start()


def rude(big):
    """Names that would clear a terminal or calculate in a spreadsheet; and an empty one."""
    sign = ">" if big else "<"
    limits = struct.pack(sign + "IHBHHBB", 1000, 1 << 10 | 1 << 6, 0, 2, 4, 2, 15)
    return {
        1: b"\x1b[2J\0\x07AB\r\n=1" + bytes([1, 2, 3, 4]) + b"=cmd()|'x,\"y\"   ",
        61: limits,
        62: bytes([0, 0, 0, 0, 1, 1, 2]) + bytes(8),
    }


def moment(at_s, big, form, seconds=True):
    """A time in TM_FORMAT `form`."""
    number = lambda count: struct.pack((">" if big else "<") + "I", count)
    if form == 3:
        return number(at_s // 60) + (bytes([at_s % 60]) if seconds else b"")
    if form == 4:
        return number(at_s)
    at = time.gmtime(at_s)
    fields = [at.tm_year % 100, at.tm_mon, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec]
    digits = lambda number: number // 10 << 4 | number % 10
    return bytes(digits(one) if form == 1 else one for one in fields[: 6 if seconds else 5])


def sets(tables, big, form):
    """Set 3 of the load profile beside set 1: volts of half hours in tenths, newest first."""
    sign = ">" if big else "<"
    named = bytearray(tables[0])
    named[19 + 66 // 8] |= 1 << 66 % 8
    flags = struct.pack(sign + "H", 1 << 10 | 1 << 8)
    intervals = [2410, 2399, -1]
    statuses = [0, 0x20, 4]
    pairs = zip(statuses, intervals)
    data = b"".join(bytes([one]) + struct.pack(sign + "h", value) for one, value in pairs)
    return {
        0: bytes(named),
        61: tables[61][:4] + flags + tables[61][6:] + struct.pack(sign + "HHBB", 1, 3, 1, 30),
        62: tables[62] + bytes([0, 3, 3, 16]) + struct.pack(sign + "HH", 10, 1),
        63: tables[63] + bytes([16]) + struct.pack(sign + "HHIHH", 1, 0, 0, 1, 3),
        66: moment(NOON_S, big, form, False) + data,
    }


def contents(habits):
    """The tables of the meter, octet by octet."""
    big, form, old = habits.big, habits.time, habits.old
    sign, order = (">", "big") if big else ("<", "little")
    u16 = lambda number: struct.pack(sign + "H", number)
    u32 = lambda number: struct.pack(sign + "I", number)
    i32 = lambda number: struct.pack(sign + "i", number)
    i48 = lambda number: number.to_bytes(6, order, signed=True)

    def bits(size, items):
        octets = bytearray(size)
        for item in items:
            octets[item // 8] |= 1 << item % 8
        return bytes(octets)

    def block(end_s, pairs, held=4):
        """In the edition of 1997 it gives the number of intervals of each channel."""
        rows = b"".join(bytes(2) + u16(one) + u16(other) for one, other in pairs)
        return moment(end_s, big, form, False) + (u16(1 | held << 4) * 2 if old else b"") + rows

    def entry(at_s, sequence, code):
        return moment(at_s, big, form) + u16(sequence) + u16(7) + u16(code) + b"\1\2"

    named = [0, 1, 2, 3, 5, 11, 12, 15, 16, 21, 22, 23, 27, 28, 52, 61, 62, 63, 64, 71, 74]
    named += ([99] if habits.lies else [])
    formats = bytes([(1 if big else 0) | 1 << 1, form | 3 << 3, 10 | 8 << 4])
    sets = bits(13, named) + bits(2, [0]) + bytes(4) + bytes(1) + bits(13, []) + bits(2, [])
    watt_hours, watts = 2 << 11, 4 << 8  # ID_CODE 0 in thousands; block average demand
    delivered, received, volts = 0b1001 << 14, 0b0110 << 14, 8 | 1 << 8
    tables = {
        0: formats + bytes(4) + bytes([2, 0, 16, 16, 2, 0, 13, 2, 4, 1, 0, 0]) + sets,
        1: b"ACMEMETER-9 " + bytes([1, 2, 3, 4]) + b"SN000123        ",
        2: b"   7.2     0\0" + b"2S   " + u16(2 | 1 << 3 | 1 << 6) + b"\x22   200    30",
        3: bytes([1]) + u16(0) + b"\0",
        5: b"METER NUMBER 4711   ",
        11: bytes([4, 4, 0, 0, 0, 1, 2, 4]),
        12: u32(watt_hours | delivered) + u32(watt_hours | received) + u32(watts | delivered)
        + u32(volts),
        15: i48(1) + i48(0),
        16: bytes([1 if habits.plain else 0x11] * 4),
        21: bytes([0, 0, 0, 2, 1, 0, 1, 0, 0, 1]),
        22: bytes([0, 1, 2, 1]),
        23: i48(123456) + i48(-7) + i32(4321),
        27: bytes([3]),
        28: i48(241),
        52: moment(NOON_S, big, form) + bytes([1 if habits.local else 1 | 1 << 4]),
        61: u32(1000) + u16(1 << 10) + bytes(1) + u16(2) + u16(4) + bytes([2, 15]),
        62: bytes([0, 0, 0, 0, 1, 1, 2]),
        63: bytes(1) + u16(2) + u16(1) + u32(1) + u16(2) + u16(3),
        64: block(NOON_S - 3600, [(1, 2), (3, 4), (5, 6), (7, 8)])
        + block(NOON_S, [(9, 10), (11, 12), (13, 14), (0, 0)]),
        71: bytes([6, 1, 0, 2, 2]) + u16(2) + u16(0) + bytes(1) + u16(0),
        74: bytes(1) + u16(2) + u16(1) + u32(1) + u16(2) + entry(NOON_S - 60, 0, 1)
        + entry(NOON_S - 30, 1, 2),
        2048: b"of the maker",
    }
    if old:
        tables[0] = tables[0][:11] + bytes([1]) + tables[0][12:]
        tables[61] = u32(1000) + u16(1 << 10 | 1 << 12) + tables[61][6:]
        ended = block(NOON_S - 3600 - 900, [(1, 2), (3, 4), (5, 6), (0, 0)], 3)
        tables[64] = ended + tables[64][len(ended) :]
        tables[71] = tables[71][:9]
    return tables


if __name__ == "__main__":
    sys.exit(main())

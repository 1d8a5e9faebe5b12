"""The services of ANSI C12.18 / C12.21, over a link, and the checksum of table data."""
import struct

from link import ACK, STP, Answer, Link, Silence

IDENTIFY, TERMINATE, LOGON, SECURITY, LOGOFF = 0x20, 0x21, 0x50, 0x51, 0x52
READ, READ_DEFAULT, READ_OFFSET, WRITE, WRITE_OFFSET = 0x30, 0x3E, 0x3F, 0x40, 0x4F
NEGOTIATE, WAIT, TIMING = 0x60, 0x70, 0x71


def checksum(data):
    """Two's complement of the sum of the octets."""
    return -sum(data) & 0xFF


class Refused(Exception):
    """The meter answered with another code than 00."""

    def __init__(self, what, answer):
        super().__init__(f"{what}: {answer.name}")
        self.name = answer.name


class Session(Link):
    """One conversation with a meter."""

    def __init__(self, host, port, identity=0):
        super().__init__(host, port, identity)
        self.host, self.port = host, port

    def must(self, what, answer):
        if not answer.ok:
            raise Refused(what, answer)
        return answer.data

    # Steps of every session.

    def identify(self):
        return self.ask(bytes([IDENTIFY]))

    def negotiate(self, size, count, bauds=()):
        """Requests packet sizes, and uses those of the answer from then on."""
        request = struct.pack(">BHB", NEGOTIATE + len(bauds), size, count) + bytes(bauds)
        answer = self.ask(request)
        if answer.ok and len(answer.data) == 4:
            self.packet_size, self.packet_count = struct.unpack(">HB", answer.data[:3])
        return answer

    def logon(self, user=1, name=b"strict"):
        return self.ask(struct.pack(">BH", LOGON, user) + name.ljust(10))

    def security(self, password, pad=b" "):
        return self.ask(bytes([SECURITY]) + password.encode().ljust(20, pad))

    def logoff(self):
        return self.ask(bytes([LOGOFF]))

    def terminate(self):
        answer = self.ask(bytes([TERMINATE]))
        if answer.ok:
            self.reset_sizes()
        return answer

    def wait(self, seconds):
        return self.ask(bytes([WAIT, seconds]))

    def timing(self, traffic_s, octet_s, answer_s, retries):
        return self.ask(bytes([TIMING, traffic_s, octet_s, answer_s, retries]))

    def begin(self, password=None, size=8192, count=255):
        """Opens a session with large packets and the rights of a password."""
        self.must("identify", self.identify())
        self.must("negotiate", self.negotiate(size, count))
        self.must("logon", self.logon())
        if password is not None:
            self.must("security", self.security(password))
        return self

    # Tables.

    def table_data(self, what, answer):
        """The octets of a read's answer; count and checksum must be correct."""
        data = self.must(what, answer)
        if len(data) < 3:
            self.fault(f"{what}: the answer is too short: {data.hex()}")
            return b""
        count = struct.unpack(">H", data[:2])[0]
        octets = data[2:-1]
        if count != len(octets):
            self.fault(f"{what}: count says {count}, but {len(octets)} octets came")
        if data[-1] != checksum(octets):
            self.fault(f"{what}: checksum {data[-1]:02x}, must be {checksum(octets):02x}")
        return octets

    def read(self, table):
        answer = self.ask(struct.pack(">BH", READ, table))
        return self.table_data(f"read of table {table}", answer)

    def read_offset(self, table, offset, count):
        place = offset.to_bytes(3, "big") + struct.pack(">H", count)
        answer = self.ask(struct.pack(">BH", READ_OFFSET, table) + place)
        return self.table_data(f"read of table {table} at {offset} for {count}", answer)

    def read_index(self, table, indices, count=1):
        place = b"".join(struct.pack(">H", one) for one in (*indices, count))
        answer = self.ask(struct.pack(">BH", READ + len(indices), table) + place)
        return self.table_data(f"read of table {table} element {list(indices)} x {count}", answer)

    def read_long(self, table, size, piece=32768):
        """A table that is longer than a response may be, in pieces."""
        octets = b""
        while len(octets) < size:
            octets += self.read_offset(table, len(octets), min(piece, size - len(octets)))
        return octets

    @staticmethod
    def data_part(octets):
        return struct.pack(">H", len(octets)) + octets + bytes([checksum(octets)])

    def write(self, table, octets):
        return self.ask(struct.pack(">BH", WRITE, table) + self.data_part(octets))

    def write_offset(self, table, offset, octets):
        place = offset.to_bytes(3, "big")
        request = struct.pack(">BH", WRITE_OFFSET, table) + place + self.data_part(octets)
        return self.ask(request)

    def write_index(self, table, indices, octets):
        place = b"".join(struct.pack(">H", one) for one in indices)
        request = struct.pack(">BH", WRITE + len(indices), table) + place + self.data_part(octets)
        return self.ask(request)

    def silent_or_refused(self):
        """True if no response comes, or one that refuses."""
        try:
            first = self.line.octet(0.3)
        except Silence:
            return True
        self.line.waiting = bytes([first]) + self.line.waiting
        return not Answer(self.receive()).ok

    def waiting_packet(self):
        """True if the meter has started its answer instead of acknowledging again."""
        octet = self.line.octet(self.ANSWER_S)
        self.line.waiting = bytes([octet]) + self.line.waiting
        return octet == STP

    def drop_acknowledgements(self):
        """Takes the ACK for a repeat, if it came after the answer."""
        try:
            octet = self.line.octet(0.2)
            if octet != ACK:
                self.fault(f"0x{octet:02x} after an answer")
        except Silence:
            pass

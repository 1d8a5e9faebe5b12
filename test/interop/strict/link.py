"""The link of ANSI C12.18 / C12.21, as one half of a conversation that forgives nothing.

Written from the standard's rules, without the meter's sources. What the other side does against
the rules is kept in `Link.faults`, each with the sentence of the rule.
"""
import socket
import struct

STP, ACK, NAK = 0xEE, 0x06, 0x15
MULTI, FIRST, TOGGLE = 0x80, 0x40, 0x20
RESPONSES = ["ok", "err", "sns", "isc", "onp", "iar", "bsy", "dnr", "dlk", "rno", "isss"]


class Silence(Exception):
    """The other side did not answer in time."""


class Gone(Exception):
    """The other side closed the connection."""


def crc_of(octet):
    """Effect of one octet on the CRC: eight steps of division by the reflected 0x1021."""
    for _ in range(8):
        octet = (octet >> 1) ^ 0x8408 if octet & 1 else octet >> 1
    return octet


CRC_STEPS = [crc_of(octet) for octet in range(256)]


def crc16(octets):
    """CRC of HDLC (X.25): begins with and is inverted by 0xFFFF."""
    register = 0xFFFF
    for octet in octets:
        register = register >> 8 ^ CRC_STEPS[(register ^ octet) & 0xFF]
    return register ^ 0xFFFF


assert crc16(b"123456789") == 0x906E


def packet(data, control=0, sequence=0, identity=0):
    """One packet with a correct CRC."""
    body = struct.pack(">BBBBH", STP, identity, control, sequence, len(data)) + data
    return body + struct.pack("<H", crc16(body))


class Line:
    """Octets to and from the meter."""

    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.waiting = b""

    def send(self, octets):
        try:
            self.socket.sendall(octets)
        except OSError as error:
            raise Gone(str(error)) from error

    def octet(self, within_s):
        return self.octets(1, within_s)[0]

    def octets(self, count, within_s=2.0):
        """Reads this many octets; no gap between two of them may exceed the time."""
        while len(self.waiting) < count:
            self.waiting += self.more(within_s)
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken

    def more(self, within_s):
        self.socket.settimeout(within_s)
        try:
            came = self.socket.recv(65536)
        except socket.timeout as error:
            raise Silence(f"nothing within {within_s} s") from error
        except OSError as error:
            raise Gone(str(error)) from error
        if not came:
            raise Gone("the meter closed the connection")
        return came

    def close(self):
        self.socket.close()


class Packet:
    """A received packet: its header, its data, and whether its CRC is correct."""

    def __init__(self, header, data, crc):
        _, self.identity, self.control, self.sequence, self.length = struct.unpack(">BBBBH", header)
        self.data, self.crc = data, crc
        self.right = crc == crc16(header + data)
        self.toggle = bool(self.control & TOGGLE)

    def __repr__(self):
        shown = self.data[:12].hex(" ")
        return f"<{self.control:02x}/{self.sequence:02x} {self.length} octets: {shown}>"


class Answer:
    """A response of the application: its code, and the octets after it."""

    def __init__(self, octets):
        self.octets = octets
        self.code = octets[0] if octets else None
        self.data = octets[1:]

    @property
    def name(self):
        if self.code is None:
            return "nothing"
        return RESPONSES[self.code] if self.code < len(RESPONSES) else f"0x{self.code:02x}"

    @property
    def ok(self):
        return self.code == 0

    def __repr__(self):
        return f"{self.name} {self.data[:24].hex(' ')}"


class Link:
    """Packets both ways, with toggle bits, acknowledgements and reassembly."""

    ANSWER_S = 5.0

    def __init__(self, host, port, identity=0):
        self.line = Line(host, port)
        self.identity = identity
        self.faults = []
        self.toggle = True  # of the last packet sent: the first has it clear
        self.heard = None  # toggle of the last packet from the meter
        self.reset_sizes()

    def reset_sizes(self):
        self.packet_size, self.packet_count = 64, 1

    def fault(self, sentence):
        self.faults.append(sentence)

    def close(self):
        self.line.close()

    # Packets from here.

    def cut(self, message, size=None):
        """The packets of a message, as this side must send it now."""
        room = (size or self.packet_size) - 8
        parts = [message[at : at + room] for at in range(0, len(message), room)] or [b""]
        packets = []
        for number, part in enumerate(parts):
            self.toggle = not self.toggle
            control = TOGGLE if self.toggle else 0
            if len(parts) > 1:
                control |= MULTI | (FIRST if number == 0 else 0)
            left = len(parts) - 1 - number
            packets.append(packet(part, control, left, self.identity))
        return packets

    def acknowledged(self, within_s=ANSWER_S):
        """The meter's ACK (true) or NAK (false); anything else is a fault."""
        octet = self.line.octet(within_s)
        if octet not in (ACK, NAK):
            self.fault(f"0x{octet:02x} came where an ACK or NAK must")
            raise Silence("no acknowledgement")
        return octet == ACK

    def send(self, message):
        for one in self.cut(message):
            self.line.send(one)
            if not self.acknowledged():
                raise Silence("a right packet was answered with NAK")

    # Packets from the meter.

    def raw_packet(self, within_s=ANSWER_S):
        first = self.line.octet(within_s)
        if first != STP:
            self.fault(f"0x{first:02x} came where a packet must begin with 0xEE")
            raise Silence("no packet")
        header = bytes([first]) + self.line.octets(5)
        length = struct.unpack(">H", header[4:6])[0]
        data = self.line.octets(length)
        return Packet(header, data, struct.unpack("<H", self.line.octets(2))[0])

    def judge(self, one):
        """Checks each packet by itself."""
        if not one.right:
            self.fault(f"wrong CRC in {one}")
        if one.control & 0x1C:
            self.fault(f"reserved bits of the control octet are set in {one}")
        if one.control & 0x03:
            self.fault(f"the data format is not 0 in {one}")
        if one.length + 8 > self.packet_size:
            self.fault(f"{one.length + 8} octets in a packet where {self.packet_size} were agreed")
        if one.identity != self.identity:
            self.fault(f"identity {one.identity} in answer to {self.identity}")
        if self.heard is not None and one.toggle == self.heard:
            self.fault(f"the toggle bit of a new packet did not change: {one}")
        self.heard = one.toggle

    def receive(self, within_s=ANSWER_S):
        """One whole message, each packet judged and acknowledged."""
        message, left, count = b"", None, 0
        while left != 0:
            one = self.raw_packet(within_s)
            self.judge(one)
            multi, first = bool(one.control & MULTI), bool(one.control & FIRST)
            if left is None:
                if multi != (one.sequence > 0) or first != multi:
                    self.fault(f"flags of the first packet do not fit its sequence: {one}")
            elif one.sequence != left - 1 or not multi or first:
                self.fault(f"packet {one} after one with sequence {left}")
            left = one.sequence
            message += one.data
            count += 1
            self.line.send(bytes([ACK]))
        if count > self.packet_count:
            self.fault(f"{count} packets where {self.packet_count} were agreed")
        return message

    def ask(self, message):
        """A request and its response."""
        self.send(message)
        return Answer(self.receive())

    def silent(self, within_s=0.3):
        """True if nothing comes. An octet that arrives is a fault of the meter."""
        try:
            octet = self.line.octet(within_s)
        except Silence:
            return True
        self.fault(f"0x{octet:02x} came although nothing was asked")
        return False

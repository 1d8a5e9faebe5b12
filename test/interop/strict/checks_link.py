"""Checks of packets: CRC, toggle bit, duplicates, sequence, repeats, noise, identity."""
import struct

from checks import check
from link import ACK, NAK, TOGGLE, Answer, packet

IDENTIFY = b"\x20"


def answered(trial, one, what):
    """The line must still work: a good Identify or its refusal by state."""
    trial.code(one.identify(), "ok isss", what)


@check("identify is answered with standard, version, revision, features and their end")
def identify(trial):
    answer = trial.session().identify()
    trial.code(answer, "ok", "identify")
    data = answer.data
    ended = len(data) >= 4 and data[-1] == 0
    trial.expect(ended, f"the feature list does not end with 0: {answer}")
    trial.expect(data[:1] in (b"\x00", b"\x02"), f"standard {data[:1].hex()} is not C12.18 or .21")
    trial.note(f"standard {data[0]}, version {data[1]}.{data[2]}, features {data[3:].hex()}")


@check("a packet with any one bit wrong is not taken, and its right repeat is")
def bit_flips(trial):
    one = trial.session()
    good = packet(IDENTIFY)
    for bit in (*range(8, 32), *range(48, 8 * len(good))):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        one.line.send(bytes(bad))
        trial.expect(one.line.octet(5) == NAK, f"no NAK for a packet with bit {bit} wrong")
    one.line.send(packet(IDENTIFY, TOGGLE))
    trial.expect(one.line.octet(5) == ACK, "no ACK for the right repeat")
    trial.expect(Answer(one.receive()).ok, "no answer to the right repeat")


@check("a CRC in the wrong order of octets is refused with NAK")
def crc_order(trial):
    one = trial.session()
    good = packet(IDENTIFY)
    one.line.send(good[:-2] + good[:-3:-1])
    trial.expect(one.line.octet(5) == NAK, "no NAK")
    one.toggle = False
    answered(trial, one, "after it")


@check("a response that is answered with NAK is repeated, octet for octet")
def repeat_on_nak(trial):
    one = trial.session()
    one.send(IDENTIFY)
    first = one.raw_packet()
    for _ in range(2):
        one.line.send(bytes([NAK]))
        again = one.raw_packet()
        same = (again.control, again.sequence, again.data, again.crc)
        wanted = (first.control, first.sequence, first.data, first.crc)
        trial.expect(same == wanted, f"{again} repeats {first}")
    one.judge(again)
    one.line.send(bytes([ACK]))
    trial.code(one.identify(), "ok isss", "the next request")


@check("after NAK to four sendings the meter gives up, and begins anew")
def gives_up(trial):
    one = trial.session()
    one.send(IDENTIFY)
    one.raw_packet()
    for _ in range(3):
        one.line.send(bytes([NAK]))
        one.raw_packet()
    one.line.send(bytes([NAK]))
    one.silent(0.3)
    one.heard = None
    trial.code(one.logon(), "isss", "logon after the link failed: it must be in the base state")
    trial.code(one.identify(), "ok", "identify after the link failed")


@check("a repeated request (lost ACK) is acknowledged again and not answered again")
def duplicate(trial):
    one = trial.session()
    request = one.cut(IDENTIFY)[0]
    one.line.send(request)
    trial.expect(one.acknowledged(), "no ACK for the request")
    one.receive()
    for _ in range(3):
        one.line.send(request)
        trial.expect(one.acknowledged(), "no ACK for the repeat")
    one.silent(0.3)
    trial.code(one.logon(), "ok", "the next request")


@check("a repeat before the response is taken is acknowledged, and there is one response")
def duplicate_early(trial):
    one = trial.session()
    request = one.cut(IDENTIFY)[0]
    one.line.send(request + request)
    got = [one.line.octet(5)]
    trial.expect(got == [ACK], "no ACK for the request")
    # The second ACK may come before or after the response.
    octet = one.line.octet(5)
    early = octet == ACK
    if not early:
        one.line.waiting = bytes([octet]) + one.line.waiting
    answer = Answer(one.receive())
    trial.expect(answer.ok, f"the response is {answer}")
    if not early:
        trial.expect(one.line.octet(5) == ACK, "no ACK for the repeat")
    one.silent(0.3)
    trial.code(one.logon(), "ok", "the next request")


@check("two equal requests with the toggle bit changed are two requests")
def twice(trial):
    one = trial.session().begin(trial.options.read_password)
    first, second = one.read(1), one.read(1)
    trial.expect(first == second, "table 1 differs from itself")


@check("another request with the same toggle bit is no repeat, for its CRC differs")
def same_toggle(trial):
    one = trial.session()
    one.identify()
    one.toggle = not one.toggle
    answer = one.logon()
    trial.code(answer, "ok", "logon with the toggle bit of the identify before")


@check("packets are taken in single octets, and several in one piece")
def single_octets(trial):
    one = trial.session()
    for octet in one.cut(IDENTIFY)[0]:
        one.line.send(bytes([octet]))
    trial.expect(one.acknowledged(), "no ACK for a packet in single octets")
    trial.expect(Answer(one.receive()).ok, "no answer to a packet in single octets")
    trial.code(one.logon(), "ok", "logon")


@check("octets before a packet that cannot begin one are passed over")
def noise(trial):
    one = trial.session()
    one.line.send(bytes([0x00, 0xFF, 0x55, 0x20]) + one.cut(IDENTIFY)[0])
    trial.expect(one.acknowledged(), "no ACK after noise")
    trial.expect(Answer(one.receive()).ok, "no answer after noise")
    one.line.send(bytes([ACK, ACK, NAK]))
    one.silent(0.2)
    trial.code(one.logon(), "ok", "logon after stray acknowledgements")


@check("a packet that stops half-way is answered with NAK in time, and its repeat taken")
def half_packet(trial):
    one = trial.session()
    whole = one.cut(IDENTIFY)[0]
    one.line.send(whole[:5])
    trial.expect(one.line.octet(5) == NAK, "no NAK after half a packet")
    one.line.send(whole)
    trial.expect(one.acknowledged(), "no ACK for the whole packet")
    trial.expect(Answer(one.receive()).ok, "no answer to the whole packet")


@check("a packet longer than any may be is refused at once; the line lives on")
def too_long(trial):
    for length in (57, 64, 600, 8184, 8185, 65535):
        one = trial.session()
        one.line.send(packet(bytes(length), TOGGLE))
        octet = one.line.octet(5)
        taken = octet == ACK and length <= 8184
        # One longer than agreed, but possible, may be accepted: who can send it can receive it.
        sentence = f"0x{octet:02x} in answer to {length} octets of data"
        trial.expect(octet == NAK or taken, sentence)
        if taken:
            one.receive()
            trial.note(f"{length} octets are taken where 56 are agreed")
        one.toggle = True
        one.silent(0.1)
        answered(trial, one, "identify after a too long packet")


@check("an empty packet and unknown services are answered with an error")
def unknown(trial):
    one = trial.session().begin(trial.options.read_password)
    for service in (b"", b"\x00", b"\x22", b"\x53\x00", b"\x99", b"\xff\x01", b"\x2f"):
        answer = one.ask(service)
        trial.code(answer, "sns err isss", f"service {service.hex() or 'of no octets'}")
    trial.expect(len(one.read(1)) > 0, "table 1 after unknown services")


@check("the identity octet of C12.21 comes back in every packet")
def identity(trial):
    for number in (1, 0x7F, 0xFF):
        one = trial.session(number)
        trial.code(one.identify(), "ok", f"identify as {number}")
        trial.code(one.logon(), "ok", f"logon as {number}")
        one.read(0) if len(one.faults) == 0 else None


@check("many packets: sequence counts down, the flags fit, each side toggles each packet")
def many_packets(trial):
    one = trial.reader(64, 255)
    whole = trial.reader().read(6)
    trial.expect(len(whole) > 200, f"table 6 has {len(whole)} octets, too few to try")
    trial.expect(one.read(6) == whole, "table 6 in packets of 64 differs from table 6 in one")


UNKNOWN = 2000  # no standard procedure has this number


def procedure_parts(one, sequence):
    """The packets of a write that starts a procedure that does not exist."""
    octets = struct.pack("<HB", UNKNOWN, sequence) + bytes(range(24))
    message = struct.pack(">BH", 0x40, 7) + one.data_part(octets)
    return one.cut(message, 8 + (len(message) + 3) // 4)


def answers(one, sequence):
    """True if table 8 has the answer to the procedure with this number."""
    answer = one.ask(struct.pack(">BH", 0x30, 8))
    return answer.ok and one.table_data("table 8", answer)[2:3] == bytes([sequence])


@check("requests in many packets are put together; a repeated packet among them counts once")
def request_in_parts(trial):
    one = trial.operator()
    for sequence, repeated in enumerate((None, 0, 1, 3), start=61):
        for number, part in enumerate(procedure_parts(one, sequence)):
            for _ in range(2 if number == repeated else 1):
                one.line.send(part)
                if number == 3 == repeated and one.waiting_packet():
                    continue
                trial.expect(one.acknowledged(), f"no ACK for packet {number} of a request")
        answer = Answer(one.receive())
        if repeated == 3:
            one.drop_acknowledgements()
        trial.code(answer, "ok", f"write in packets with packet {repeated} twice")
        trial.expect(answers(one, sequence), f"with packet {repeated} twice it was not done")


@check("a request with a packet missing, or without its first, is never done")
def broken_sequences(trial):
    for kept in ((0, 2, 3), (0, 1, 3), (1, 2, 3), (2, 3), (3,), (0, 1, 2)):
        one = trial.operator()
        parts = procedure_parts(one, 99)
        for number in kept:
            one.line.send(parts[number])
            octet = one.line.octet(5)
            trial.expect(octet in (ACK, NAK), f"0x{octet:02x} in answer to packet {number}")
        trial.expect(one.silent_or_refused(), f"packets {kept} of 4 were taken for a request")
        # A whole request afterwards is a new one, and nothing of the broken one remains.
        one.toggle = not one.toggle
        trial.expect(not answers(one, 99), f"packets {kept} of 4 made a procedure run")
        one.close()


@check("the packets of the meter have the first toggle bit changed by each next one")
def toggles(trial):
    one = trial.session()
    one.identify()
    for _ in range(8):
        trial.code(one.logon(), "ok isss", "logon")

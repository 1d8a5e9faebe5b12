"""Checks of negotiation, states, timing, logon, security, and lock-out."""
import struct

from checks import check
from link import Gone, Silence
from session import READ_OFFSET, Refused

SIZES = [(64, 1), (65, 3), (77, 5), (100, 255), (128, 254), (512, 2), (1024, 10), (4093, 3)]
SIZES += [(8191, 7), (8192, 255), (8192, 1)]


@check("before a negotiation packets have 64 octets, and a response has one packet")
def default_sizes(trial):
    one = trial.session()
    one.identify()
    one.logon()
    one.security(trial.options.read_password)
    for count in (1, 20, 52):
        trial.expect(len(one.read_offset(0, 0, 20)) == 20, "20 octets of table 0 in one packet")
        trial.expect(len(one.read_offset(6, 0, count)) == count, f"{count} octets in one packet")
    answer = one.ask(struct.pack(">BH3sH", READ_OFFSET, 6, bytes(3), 53))
    trial.expect(not answer.ok, "53 octets (57 with the rest) do not fit one packet of 64")
    trial.code(answer, "onp iar rno err", "a response that does not fit")
    trial.expect(len(one.read_offset(6, 0, 52)) == 52, "a read after the refusal")


@check("sizes that are asked for are granted or lowered, and kept to the octet")
def negotiate(trial):
    whole = trial.reader().read(6)
    for size, count in SIZES:
        one = trial.session()
        one.identify()
        answer = one.negotiate(size, count)
        if not trial.code(answer, "ok", f"negotiate {size} x {count}"):
            continue
        granted, packets, _ = struct.unpack(">HBB", answer.data)
        trial.expect(64 <= granted <= size, f"{granted} granted where {size} were asked")
        trial.expect(1 <= packets <= count, f"{packets} packets granted where {count} were asked")
        one.logon()
        one.security(trial.options.read_password)
        room = granted - 8
        # Responses of exactly this many packets, one octet less, and one more.
        for octets in (room, 2 * room, packets * room):
            for near in (-1, 0, 1):
                wanted = octets + near - 4
                if not 0 < wanted <= len(whole):
                    continue
                request = struct.pack(">BH3sH", READ_OFFSET, 6, bytes(3), wanted)
                answer = one.ask(request)
                fits = octets + near <= packets * room
                sentence = f"{wanted} octets at {granted} x {packets}"
                trial.expect(answer.ok == fits, f"{sentence}: {answer.name}")
                if answer.ok:
                    same = one.table_data(sentence, answer) == whole[:wanted]
                    trial.expect(same, f"{sentence} are others than in the whole")


@check("silly sizes are refused or made useful")
def silly(trial):
    for size, count in ((0, 0), (0, 1), (1, 1), (8, 1), (9, 1), (32, 4), (63, 1), (64, 0)):
        one = trial.session()
        one.identify()
        answer = one.negotiate(size, count)
        if answer.ok:
            granted, packets, _ = struct.unpack(">HBB", answer.data)
            trial.note(f"{size} x {count} makes {granted} x {packets}")
            useful = granted >= 9 and packets >= 1
            trial.expect(useful, f"{granted} x {packets} cannot carry anything")
        else:
            trial.code(answer, "err sns iar onp", f"negotiate {size} x {count}")
        trial.code(one.logon(), "ok", f"logon after negotiate {size} x {count}")
    for size in (8193, 20000, 65535):
        one = trial.session()
        one.identify()
        answer = one.negotiate(size, 255)
        if trial.code(answer, "ok err sns iar", f"negotiate {size}") and answer.ok:
            granted = struct.unpack(">HBB", answer.data)[0]
            trial.expect(granted <= 8192, f"{granted} granted, but 8192 is the most there is")
        trial.code(one.logon(), "ok", "logon")


@check("of baud rates offered one is taken; a list of the wrong length is refused")
def bauds(trial):
    for offered in ((6,), (1, 2, 3), (6, 8, 10), tuple(range(1, 12))):
        one = trial.session()
        one.identify()
        answer = one.negotiate(512, 2, offered)
        if trial.code(answer, "ok", f"negotiate with rates {offered}"):
            rate = answer.data[3]
            trial.expect(rate in (*offered, 0), f"rate {rate} was not among {offered}")
        trial.code(one.logon(), "ok", "logon")
    one = trial.session()
    one.identify()
    for wrong in (b"\x62\x02\x00\x02\x06", b"\x60\x02\x00", b"\x60", b"\x61\x02\x00\x02\x06\x07"):
        trial.code(one.ask(wrong), "err sns iar", f"malformed negotiate {wrong.hex()}")
    trial.code(one.logon(), "ok", "logon after malformed negotiates")


@check("a second negotiation replaces the first; terminate puts the sizes back")
def negotiate_again(trial):
    one = trial.session()
    one.identify()
    for size, count in ((512, 4), (64, 255), (128, 10)):
        trial.code(one.negotiate(size, count), "ok", f"negotiate {size} x {count}")
    one.logon()
    one.security(trial.options.read_password)
    one.read(0)
    one.terminate()
    one.identify()
    one.logon()
    one.security(trial.options.read_password)
    answer = one.ask(struct.pack(">BH3sH", READ_OFFSET, 6, bytes(3), 53))
    trial.expect(not answer.ok, "after terminate a response of 57 octets still went out")


@check("timing setup of C12.21 is answered with four values, before logon only")
def timing(trial):
    one = trial.session()
    trial.code(one.timing(30, 1, 4, 3), "isss", "timing setup before identify")
    standard = one.identify().data[0]
    answer = one.timing(60, 2, 5, 3)
    if standard == 2 or answer.ok:
        trial.code(answer, "ok", "timing setup")
        trial.expect(len(answer.data) == 4, f"{len(answer.data)} octets in the answer, not 4")
        trial.note(f"60 2 5 3 makes {list(answer.data)}")
        for least in ((0, 0, 0, 0), (255, 255, 255, 255), (1, 1, 1, 0)):
            got = one.timing(*least)
            trial.code(got, "ok err iar", f"timing setup {least}")
    else:
        trial.code(answer, "sns", "timing setup where it is not supported")
    trial.code(one.ask(b"\x71\x01"), "err sns iar", "timing setup with one octet")
    trial.code(one.logon(), "ok", "logon")
    trial.code(one.timing(30, 1, 4, 3), "isss sns", "timing setup in a session")


@check("each service in the wrong state is refused with isss, and changes nothing")
def states(trial):
    password = trial.options.read_password
    base = trial.session()
    actions = {
        "logon": lambda one: one.logon(),
        "security": lambda one: one.security(password),
        "read": lambda one: one.ask(b"\x30\x00\x00"),
        "read by offset": lambda one: one.ask(b"\x3f\x00\x00\x00\x00\x00\x00\x04"),
        "default read": lambda one: one.ask(b"\x3e"),
        "write": lambda one: one.write(5, bytes(20)),
        "logoff": lambda one: one.logoff(),
        "negotiate": lambda one: one.ask(b"\x60\x02\x00\x02"),
        "wait": lambda one: one.wait(5),
    }
    for name, action in actions.items():
        # A service that is not supported at all may be refused as such in any state.
        names = "isss sns" if name == "default read" else "isss"
        trial.code(action(base), names, f"{name} in the base state")
    trial.code(base.terminate(), "isss ok", "terminate in the base state")
    trial.code(base.identify(), "ok", "identify after all that")
    for name in ("security", "read", "read by offset", "write", "logoff"):
        trial.code(actions[name](base), "isss", f"{name} before logon")
    trial.code(base.logon(), "ok", "logon after all that")
    for name in ("negotiate", "logon"):
        trial.code(actions[name](base), "isss", f"{name} in a session")
    base.security(password)
    trial.expect(len(base.read_offset(0, 0, 19)) == 19, "a read after all that")


@check("identify again within a session is refused, or begins anew without its rights")
def identify_again(trial):
    one = trial.reader()
    answer = one.identify()
    if answer.ok:
        one.reset_sizes()
        trial.note("identify begins anew")
        trial.code(one.ask(b"\x30\x00\x00"), "isss", "read after identify in a session")
        trial.code(one.logon(), "ok", "logon after it")
    else:
        trial.code(answer, "isss", "identify in a session")
        trial.expect(len(one.read(0)) > 18, "the session goes on")


@check("logoff leads back before logon, terminate to the base state, wherever they come")
def endings(trial):
    one = trial.reader(512, 4)
    trial.code(one.logoff(), "ok", "logoff")
    trial.code(one.ask(b"\x30\x00\x00"), "isss", "read after logoff")
    trial.code(one.logoff(), "isss", "logoff twice")
    trial.code(one.logon(), "ok", "logon after logoff")
    whole = one.ask(b"\x30\x00\x05")
    trial.note(f"table 5 without a password after logoff and logon: {whole.name}")
    trial.code(one.terminate(), "ok", "terminate in a session")
    trial.code(one.logon(), "isss", "logon after terminate")
    trial.code(one.identify(), "ok", "identify after terminate")
    trial.code(one.terminate(), "ok", "terminate before logon")
    trial.code(one.logon(), "isss", "logon after terminate")
    trial.code(one.identify(), "ok", "identify after that")


@check("wait is granted in a session and before logon")
def wait(trial):
    one = trial.session()
    one.identify()
    for seconds in (0, 1, 255):
        trial.code(one.wait(seconds), "ok", f"wait {seconds} before logon")
    one.logon()
    for seconds in (0, 1, 255):
        trial.code(one.wait(seconds), "ok", f"wait {seconds} in a session")
    trial.code(one.ask(b"\x70"), "err sns iar", "wait without its octet")


@check("malformed logons, securities and reads are refused as errors, never as a state")
def malformed(trial):
    one = trial.session()
    one.identify()
    for length in (0, 1, 2, 11, 13, 30):
        trial.code(one.ask(b"\x50" + bytes(length)), "err iar", f"logon with {length} octets")
    one.logon()
    for length in (0, 19, 23, 40):
        trial.code(one.ask(b"\x51" + bytes(length)), "err iar", f"security with {length} octets")
    one.security(trial.options.read_password)
    for request in (b"\x30", b"\x30\x00", b"\x30\x00\x00\x00", b"\x3f\x00\x00\x00\x00\x00\x00"):
        trial.code(one.ask(request), "err iar", f"malformed read {request.hex()}")
    for request in (b"\x31\x00\x00\x00\x00", b"\x39\x00\x00", b"\x40\x00\x05", b"\x40\x00\x05\x00"):
        trial.code(one.ask(request), "err iar", f"malformed request {request.hex()}")
    trial.expect(len(one.read_offset(0, 0, 19)) == 19, "a read after all that")


@check("a response is sent again when no ACK comes, and not for ever", slow=True)
def no_ack(trial):
    one = trial.session()
    one.send(b"\x20")
    first = one.raw_packet()
    count = 1
    try:
        while count < 10:
            again = one.raw_packet(6)
            same = (again.control, again.data, again.crc) == (first.control, first.data, first.crc)
            trial.expect(same, "what is sent again differs")
            count += 1
    except (Silence, Gone):
        pass
    trial.expect(2 <= count <= 4, f"{count} sendings without an ACK; once and at most 3 repeats")


@check("a session without traffic ends, and wait makes it last longer", slow=True)
def traffic(trial):
    idle, waiting = trial.reader(), trial.reader()
    waiting.wait(20)
    try:
        idle.line.octet(9)
    except (Silence, Gone):
        pass
    try:
        trial.code(idle.ask(b"\x30\x00\x00"), "isss", "read after 9 s without traffic")
    except (Silence, Gone):
        trial.note("the meter closed the idle connection")
    trial.expect(len(waiting.read(0)) > 18, "a read 9 s after wait 20")


@check("no password, a wrong one and the right one give no, no and the right rights")
def security(trial):
    one = trial.session()
    one.identify()
    one.negotiate(8192, 255)
    one.logon()
    open_tables = [t for t in (0, 1, 3, 5, 23, 52) if one.ask(struct.pack(">BH", 0x30, t)).ok]
    trial.note(f"read without a password: {open_tables}")
    trial.expect(0 in open_tables, "table 0 tells a stranger how to read the meter")
    answer = one.security("certainly wrong")
    trial.code(answer, "isc err iar", "a wrong password")
    operate = trial.options.operate_password
    for pad in (b" ", b"\0"):
        trial.code(one.security(operate, pad), "ok", f"the right password padded with {pad}")
    trial.code(one.security(trial.options.read_password), "ok", "the read password after it")


@check("secrets are never served, whole or in part, whatever the password")
def secrets(trial):
    one = trial.operator()
    used = trial.options.general(one).std_used
    for table in (42, 45):
        names = "isc" if table in used else "onp isc"
        number = struct.pack(">H", table)
        for request in (b"\x30", b"\x3f"):
            place = bytes(3) + b"\0\1" if request == b"\x3f" else b""
            trial.code(one.ask(request + number + place), names, f"read of table {table}")
        place = struct.pack(">HHHH", 0, 0, 0, 1)
        trial.code(one.ask(b"\x33" + number + place), names, f"read of table {table} by index")


@check("after many guesses the right password is refused too, on every line", last=True)
def lock_out(trial):
    one = trial.session().begin()
    refused = 0
    while refused < 20 and not one.security(f"guess {refused}").ok:
        refused += 1
    for name in ("the same connection", "a new connection"):
        try:
            answer = one.security(trial.options.operate_password)
            trial.expect(not answer.ok, f"after {refused} guesses the right one counted in {name}")
            trial.note(f"the right password in {name}: {answer.name}")
            one = trial.session().begin()
        except (Refused, Gone, Silence) as error:
            trial.note(f"{name}: {error}")

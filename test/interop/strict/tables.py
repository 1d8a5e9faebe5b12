"""The standard tables of C12.19-2008 that a residential electric meter has, element by element."""
import maker
from layout import Cursor
from logs import LAYOUTS as LOGS


class Known:
    """Table 0 and the trees of the tables that give dimensions."""

    def __init__(self, general):
        self.general, self.trees = general, {}

    def get(self, table, name):
        return self.trees[table][name].value

    def maker(self):
        return self.get(1, "MANUFACTURER").strip() if 1 in self.trees else ""

    def has(self, table, name, bit):
        """A bit of a flags element."""
        value = self.get(table, name)
        return bit in value if isinstance(value, set) else bool(value >> bit & 1)


def st0(c, k):
    for name in ("FORMAT_CONTROL_1", "FORMAT_CONTROL_2", "FORMAT_CONTROL_3"):
        c.uint(name)
    c.raw("DEVICE_CLASS", 4)
    for name in ("NAMEPLATE_TYPE", "DEFAULT_SET_USED", "MAX_PROC_PARM_LENGTH"):
        c.uint(name)
    for name in ("MAX_RESP_DATA_LEN", "STD_VERSION_NO", "STD_REVISION_NO", "DIM_STD_TBLS_USED"):
        c.uint(name)
    for name in ("DIM_MFG_TBLS_USED", "DIM_STD_PROC_USED", "DIM_MFG_PROC_USED"):
        c.uint(name)
    c.uint("DIM_MFG_STATUS_USED")
    c.uint("NBR_PENDING")
    g = k.general
    for name, size in (("STD_TBLS_USED", g.std), ("MFG_TBLS_USED", g.mfg)):
        c.flags(name, size)
    for name, size in (("STD_PROC_USED", g.std_proc), ("MFG_PROC_USED", g.mfg_proc)):
        c.flags(name, size)
    for name, size in (("STD_TBLS_WRITE", g.std), ("MFG_TBLS_WRITE", g.mfg)):
        c.flags(name, size)


def st1(c, k):
    c.text("MANUFACTURER", 4)
    c.text("ED_MODEL", 8)
    for name in ("HW_VERSION", "HW_REVISION", "FW_VERSION", "FW_REVISION"):
        c.uint(name)
    if k.general.bcd:
        c.raw("MFG_SERIAL_NUMBER", 8)
    else:
        c.text("MFG_SERIAL_NUMBER", 16)


def st2(c, k):
    c.text("E_KH", 6)
    c.text("E_KT", 6)
    c.uint("E_INPUT_SCALAR")
    c.text("E_ED_CONFIG", 5)
    c.word("E_ELEMENTS")
    c.uint("E_VOLTS")
    c.text("E_CLASS_MAX_AMPS", 6)
    c.text("E_TA", 6)


def st3(c, k):
    c.flags("ED_MODE")
    c.word("ED_STD_STATUS1")
    c.flags("ED_STD_STATUS2")
    c.flags("ED_MFG_STATUS", k.general.status)


def st5(c, k):
    c.raw("IDENTIFICATION", 10) if k.general.bcd else c.text("IDENTIFICATION", 20)


def st6(c, k):
    c.text("OWNER_NAME", 20)
    c.text("UTILITY_DIV", 20)
    for name in ("SERVICE_POINT_ID", "ELEC_ADDR", "DEVICE_ID", "UTIL_SER_NO", "CUSTOMER_ID"):
        c.raw(name, 10) if k.general.bcd else c.text(name, 20)
    for name in ("COORDINATE_1", "COORDINATE_2", "COORDINATE_3"):
        c.raw(name, 10)
    c.text("TARIFF_ID", 8)
    for which in ("EX1", "EX2"):
        c.text(f"{which}_SW_VENDOR", 4)
        c.uint(f"{which}_SW_VERSION")
        c.uint(f"{which}_SW_REVISION")
    c.text("PROGRAMMER_NAME", 10)
    c.raw("MISC_ID", 30)


def st7(c, k):
    c.word("PROC")
    c.uint("SEQ_NBR")
    c.raw("PARM", len(c.octets) - c.at)


def st8(c, k):
    c.word("PROC")
    c.uint("SEQ_NBR")
    c.uint("RESULT_CODE")
    c.raw("RESP_DATA", len(c.octets) - c.at)


def st11(c, k):
    c.flags("SOURCE_FLAGS")
    for name in ("NBR_UOM_ENTRIES", "NBR_DEMAND_CTRL_ENTRIES", "DATA_CTRL_LENGTH"):
        c.uint(name)
    for name in ("NBR_DATA_CTRL_ENTRIES", "NBR_CONSTANTS_ENTRIES", "CONSTANTS_SELECTOR"):
        c.uint(name)
    c.uint("NBR_SOURCES")


def st12(c, k):
    c.array("UOM_ENTRY", k.get(11, "NBR_UOM_ENTRIES"), lambda c: c.word("UOM", 4))


def st13(c, k):
    c.only(k.has(11, "SOURCE_FLAGS", 1), c.uint, "RESET_EXCLUSION")
    power_fail = k.has(11, "SOURCE_FLAGS", 0)
    for name in ("P_FAIL_RECOGNTN_TM", "P_FAIL_EXCLUSION", "COLD_LOAD_PICKUP"):
        c.only(power_fail, c.uint, name)

    def control(c):
        if k.has(11, "SOURCE_FLAGS", 3):
            c.uint("SUB_INT")
            c.uint("INT_MULTIPLIER")
        else:
            c.uint("INT_LENGTH", 2)

    count = k.get(11, "NBR_DEMAND_CTRL_ENTRIES")
    c.array("INTERVAL_VALUE", count, lambda c: c.record("CONTROL", control))


def st14(c, k):
    width = k.get(11, "DATA_CTRL_LENGTH")
    c.array("SOURCES_ID", k.get(11, "NBR_DATA_CTRL_ENTRIES"), lambda c: c.raw("ID", width))


def st15(c, k):
    def applied(c):
        c.flags("SET_FLAGS")
        c.ni1("RATIO_F1")
        c.ni1("RATIO_P1")

    def constants(c):
        c.ni1("MULTIPLIER")
        c.ni1("OFFSET")
        for bit, name in ((5, "SET1_CONSTANTS"), (6, "SET2_CONSTANTS")):
            c.only(k.has(11, "SOURCE_FLAGS", bit), c.record, name, applied)

    count = k.get(11, "NBR_CONSTANTS_ENTRIES")
    c.array("SELECTION", count, lambda c: c.record("CONSTANTS", constants))


def st16(c, k):
    c.array("SOURCES_LINK", k.get(11, "NBR_SOURCES"), lambda c: c.flags("LINK"))


def st21(c, k):
    c.flags("REG_FUNC1")
    c.word("REG_FUNC2", 1)
    for name in ("NBR_SELF_READS", "NBR_SUMMATIONS", "NBR_DEMANDS", "NBR_COIN_VALUES"):
        c.uint(name)
    for name in ("NBR_OCCUR", "NBR_TIERS", "NBR_PRESENT_DEMANDS", "NBR_PRESENT_VALUES"):
        c.uint(name)


def st22(c, k):
    one = lambda c: c.uint("SOURCE")
    c.array("SUMMATION_SELECT", k.get(21, "NBR_SUMMATIONS"), one)
    c.array("DEMAND_SELECT", k.get(21, "NBR_DEMANDS"), one)
    c.flags("MIN_OR_MAX_FLAGS", (k.get(21, "NBR_DEMANDS") + 7) // 8)
    c.array("COINCIDENT_SELECT", k.get(21, "NBR_COIN_VALUES"), one)
    c.array("COIN_DEMAND_ASSOC", k.get(21, "NBR_COIN_VALUES"), one)


def block(c, k):
    func = lambda bit: k.has(21, "REG_FUNC1", bit)
    occur = k.get(21, "NBR_OCCUR")

    def demand(c):
        c.only(func(1), c.array, "EVENT_TIME", occur, lambda c: c.stime("TIME"))
        c.only(func(4), c.ni1, "CUM_DEMAND")
        c.only(func(5), c.ni1, "CONT_CUM_DEMAND")
        c.array("DEMAND", occur, lambda c: c.ni2("VALUE"))

    def coincident(c):
        c.array("COINCIDENT_VALUES", occur, lambda c: c.ni2("VALUE"))

    c.array("SUMMATIONS", k.get(21, "NBR_SUMMATIONS"), lambda c: c.ni1("SUMMATION"))
    c.array("DEMANDS", k.get(21, "NBR_DEMANDS"), lambda c: c.record("DEMANDS_RCD", demand))
    coincidents = k.get(21, "NBR_COIN_VALUES")
    c.array("COINCIDENTS", coincidents, lambda c: c.record("COINCIDENTS_RCD", coincident))


def st23(c, k):
    one = lambda c: block(c, k)
    c.only(k.has(21, "REG_FUNC1", 2), c.uint, "NBR_DEMAND_RESETS")
    c.record("TOT_DATA_BLOCK", one)
    tiers = k.get(21, "NBR_TIERS")
    c.array("TIER_DATA_BLOCK", tiers, lambda c: c.record("DATA_BLK_RCD", one))


def info(c, k):
    c.only(k.has(21, "REG_FUNC1", 1), c.stime, "END_DATE_TIME")
    c.only(k.has(21, "REG_FUNC1", 0), c.uint, "SEASON")


def st25(c, k):
    c.record("REGISTER_INFO", lambda c: info(c, k))
    c.record("REG_DATA", lambda c: st23(c, k))


def st26(c, k):
    c.flags("LIST_STATUS")
    c.uint("NBR_VALID_ENTRIES")
    c.uint("LAST_ENTRY_ELEMENT")
    c.uint("LAST_ENTRY_SEQ_NBR", 2)
    c.uint("NBR_UNREAD_ENTRIES")

    def entry(c):
        c.only(k.has(21, "REG_FUNC2", 1), c.uint, "SELF_READ_SEQ_NBR", 2)
        st25(c, k)

    reads = k.get(21, "NBR_SELF_READS")
    c.array("SELF_READS_ENTRIES", reads, lambda c: c.record("SELF_READ_DATA_RCD", entry))


def st27(c, k):
    one = lambda c: c.uint("SOURCE")
    c.array("PRESENT_DEMAND_SELECT", k.get(21, "NBR_PRESENT_DEMANDS"), one)
    c.array("PRESENT_VALUE_SELECT", k.get(21, "NBR_PRESENT_VALUES"), one)


def st28(c, k):
    def demand(c):
        c.only(k.has(21, "REG_FUNC1", 6), c.time, "TIME_REMAINING")
        c.ni2("DEMAND_VALUE")

    demands = k.get(21, "NBR_PRESENT_DEMANDS")
    c.array("PRESENT_DEMAND", demands, lambda c: c.record("PRESENT_DEMAND_RCD", demand))
    c.array("PRESENT_VALUE", k.get(21, "NBR_PRESENT_VALUES"), lambda c: c.ni1("VALUE"))


def decode(number, octets, known):
    """The tree of a table, and the number of octets beyond its dimensions (0 is correct)."""
    layout = LAYOUTS.get(number) or LOGS.get(number)
    if layout is None and known.maker() == maker.MANUFACTURER:
        layout = maker.LAYOUTS.get(number)
    if layout is None:
        return None, 0
    cursor = Cursor(octets, known.general)
    layout(cursor, known)
    cursor.top.end = cursor.at
    return cursor.top, len(octets) - cursor.at


LAYOUTS: dict = {
    **{0: st0, 1: st1, 2: st2, 3: st3, 5: st5, 6: st6, 7: st7, 8: st8, 10: st11, 11: st11},
    **{12: st12, 13: st13, 14: st14, 15: st15, 16: st16, 20: st21, 21: st21, 22: st22},
    **{23: st23, 24: st25, 25: st25, 26: st26, 27: st27, 28: st28},
}

"""The standard tables of display, security, time, load profile and logs."""
from layout import LTIME_SIZES


def st31(c, k):
    c.flags("DISPLAY_CTRL")
    c.uint("NBR_DISP_SOURCES", 2)
    c.uint("WIDTH_DISP_SOURCES")
    c.uint("NBR_PRI_DISP_LIST_ITEMS", 2)
    c.uint("NBR_PRI_DISP_LISTS")
    c.uint("NBR_SEC_DISP_LIST_ITEMS", 2)
    c.uint("NBR_SEC_DISP_LISTS")


def st32(c, k):
    width = k.get(31, "WIDTH_DISP_SOURCES")
    c.array("DISPLAY_SOURCES", k.get(31, "NBR_DISP_SOURCES"), lambda c: c.raw("SOURCE", width))


def display_lists(which):
    def fill(c, k):
        def entry(c):
            c.word("SCROLL1", 1)
            c.word("SCROLL2", 1)
            c.uint("NBR_LIST_ITEMS")

        lists = k.get(31, f"NBR_{which}_DISP_LISTS")
        items = k.get(31, f"NBR_{which}_DISP_LIST_ITEMS")
        c.array("DISP_LIST", lists, lambda c: c.record("DISP_LIST_DESC_RCD", entry))
        c.array("DISP_SOURCES", items, lambda c: c.uint("SOURCE", 2))

    return fill


def st41(c, k):
    for name in ("NBR_PASSWORDS", "PASSWORD_LEN", "NBR_KEYS", "KEY_LEN"):
        c.uint(name)
    c.uint("NBR_PERM_USED", 2)


def st42(c, k):
    def entry(c):
        c.raw("PASSWORD", k.get(41, "PASSWORD_LEN"))
        c.flags("ACCESS_PERMISSIONS")

    c.array("SECURITY_ENTRIES", k.get(41, "NBR_PASSWORDS"), lambda c: c.record("ENTRY", entry))


def st44(c, k):
    def entry(c):
        c.word("ACCESS_TABLE")
        c.flags("READ")
        c.flags("WRITE")

    c.array("ACCESS_CONTROL", k.get(41, "NBR_PERM_USED"), lambda c: c.record("ENTRY", entry))


def st51(c, k):
    c.flags("TIME_FUNC_FLAG1")
    c.flags("TIME_FUNC_FLAG2")
    c.word("CALENDAR_FUNC", 1)
    c.uint("NBR_NON_RECURR_DATES")
    c.uint("NBR_RECURR_DATES")
    c.uint("NBR_TIER_SWITCHES", 2)
    c.uint("CALENDAR_TBL_SIZE", 2)


def st52(c, k):
    c.ltime("CLOCK_CALENDAR")
    c.word("TIME_DATE_QUAL", 1)


def st53(c, k):
    c.time("DST_TIME_EFF")
    c.uint("DST_TIME_AMT")
    c.only(k.has(51, "TIME_FUNC_FLAG2", 4), c.uint, "TIME_ZONE_OFFSET", 2)


def st54(c, k):
    c.raw("CALENDAR", k.get(51, "CALENDAR_TBL_SIZE"))


def st55(c, k):
    st52(c, k)
    c.word("STATUS")


SETS = (64, 65, 66, 67)


def st61(c, k):
    c.uint("LP_MEMORY_LEN", 4)
    c.word("LP_FLAGS")
    c.flags("LP_FMATS")
    for number, table in enumerate(SETS, start=1):
        fields = [("NBR_BLKS", 2), ("NBR_BLK_INTS", 2), ("NBR_CHNS", 1), ("MAX_INT_TIME", 1)]
        for name, size in fields:
            c.only(table in k.general.std_used, c.uint, f"{name}_SET{number}", size)


def st62(c, k):
    for number, table in enumerate(SETS, start=1):
        used = table in k.general.std_used
        channels = k.get(61, f"NBR_CHNS_SET{number}") if used else 0
        scaled = used and bool(k.get(61, "LP_FLAGS") >> (5 + number) & 1)

        def source(c):
            c.flags("CHNL_FLAG")
            c.uint("LP_SOURCE_SELECT")
            c.uint("END_BLK_RDG_SOURCE_SELECT")

        factor = lambda c: c.uint("FACTOR", 2)
        select = lambda c: c.record("LP_SOURCE_SEL_RCD", source)
        c.only(used, c.array, f"LP_SEL_SET{number}", channels, select)
        c.only(used, c.uint, f"INT_FMT_CDE{number}")
        c.only(scaled, c.array, f"SCALARS_SET{number}", channels, factor)
        c.only(scaled, c.array, f"DIVISOR_SET{number}", channels, factor)


def st63(c, k):
    def status(c):
        c.flags("LP_SET_STATUS_FLAGS")
        c.uint("NBR_VALID_BLOCKS", 2)
        c.uint("LAST_BLOCK_ELEMENT", 2)
        c.uint("LAST_BLOCK_SEQ_NBR", 4)
        c.uint("NBR_UNREAD_BLOCKS", 2)
        c.uint("NBR_VALID_INT", 2)

    for number, table in enumerate(SETS, start=1):
        c.only(table in k.general.std_used, c.record, f"LP_STATUS_SET{number}", status)


WIDTHS = {1: 1, 2: 2, 4: 4, 8: 1, 16: 2, 32: 4}


def st64(c, k):
    flag = lambda bit: bool(k.get(61, "LP_FLAGS") >> bit & 1)
    channels, intervals = k.get(61, "NBR_CHNS_SET1"), k.get(61, "NBR_BLK_INTS_SET1")
    form = k.get(62, "INT_FMT_CDE1")

    def reading(c):
        c.only(flag(4), c.ni1, "BLOCK_END_READ")
        c.only(flag(5), c.uint, "BLOCK_END_PULSE", 4)

    def datum(c):
        if form == 64:
            return c.ni1("ITEM")
        if form == 128:
            return c.ni2("ITEM")
        return c.uint("ITEM", WIDTHS[form])

    def interval(c):
        nibbles = lambda c: c.word("STATUS", 1)
        c.only(flag(10), c.array, "EXTENDED_INT_STATUS", channels // 2 + 1, nibbles)
        c.array("INT_DATA", channels, datum)

    def one(c):
        c.stime("BLK_END_TIME")
        c.array("END_READINGS", channels, lambda c: c.record("READINGS_RCD", reading))
        c.only(flag(11), c.flags, "SIMPLE_INT_STATUS", (intervals + 7) // 8)
        c.array("LP_INT", intervals, lambda c: c.record("INT_SET1_RCD", interval))

    blocks = k.get(61, "NBR_BLKS_SET1")
    c.array("LP_DATA_SET1", blocks, lambda c: c.record("LP_BLK1_DAT_RCD", one))


def st71(c, k):
    c.flags("LOG_FLAGS")
    c.uint("NBR_STD_EVENTS")
    c.uint("NBR_MFG_EVENTS")
    c.uint("HIST_DATA_LENGTH")
    c.uint("EVENT_DATA_LENGTH")
    c.uint("NBR_HISTORY_ENTRIES", 2)
    c.uint("NBR_EVENT_ENTRIES", 2)
    newer = k.general.version >= 2
    c.only(newer, c.flags, "EXT_LOG_FLAGS")
    c.only(newer, c.uint, "NBR_PROGRAM_TBLS", 2)


def st72(c, k):
    c.flags("STD_EVENTS_SUPPORTED", k.get(71, "NBR_STD_EVENTS"))
    c.flags("MFG_EVENTS_SUPPORTED", k.get(71, "NBR_MFG_EVENTS"))


def st73(c, k):
    c.flags("STD_EVENTS_MONITORED", k.get(71, "NBR_STD_EVENTS"))
    c.flags("MFG_EVENTS_MONITORED", k.get(71, "NBR_MFG_EVENTS"))
    g = k.general
    c.flags("STD_TBLS_MONITORED", g.std)
    c.flags("MFG_TBLS_MONITORED", g.mfg)
    c.flags("STD_PROC_MONITORED", g.std_proc)
    c.flags("MFG_PROC_MONITORED", g.mfg_proc)


def log(dated, numbered, length, entries):
    """Tables 74 and 76: `dated` and `numbered` are bits of LOG_FLAGS, or None for always."""

    def fill(c, k):
        has = lambda bit: bit is None or k.has(71, "LOG_FLAGS", bit)

        def entry(c):
            c.only(has(dated), c.raw, "TIME", LTIME_SIZES[k.general.time])
            c.only(has(0), c.uint, "EVENT_NUMBER", 2)
            c.only(has(numbered), c.uint, "SEQ_NBR", 2)
            c.uint("USER_ID", 2)
            c.word("CODE")
            c.raw("ARGUMENT", k.get(71, length))

        c.flags("LIST_STATUS")
        c.uint("NBR_VALID_ENTRIES", 2)
        c.uint("LAST_ENTRY_ELEMENT", 2)
        c.uint("LAST_ENTRY_SEQ_NBR", 4)
        c.uint("NBR_UNREAD_ENTRIES", 2)
        c.array("ENTRIES", k.get(71, entries), lambda c: c.record("ENTRY_RCD", entry))

    return fill


st74 = log(1, 2, "HIST_DATA_LENGTH", "NBR_HISTORY_ENTRIES")
st76 = log(None, None, "EVENT_DATA_LENGTH", "NBR_EVENT_ENTRIES")

LAYOUTS: dict = {
    **{30: st31, 31: st31, 32: st32, 33: display_lists("PRI"), 34: display_lists("SEC")},
    **{40: st41, 41: st41, 42: st42, 44: st44, 50: st51, 51: st51, 52: st52, 53: st53, 54: st54},
    **{55: st55, 60: st61, 61: st61, 62: st62, 63: st63, 64: st64, 70: st71, 71: st71},
    **{72: st72, 73: st73, 74: st74, 75: st73, 76: st76},
}

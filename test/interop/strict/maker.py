"""The manufacturer's tables of a BPTM, from its published page of tables (c12-tables.md)."""

MANUFACTURER = "BPTM"


def limits(c, k):
    c.uint("LAYOUT_VERSION")
    for name in ("NBR_SOURCES", "NBR_TRANSFERS", "NBR_OUTAGES", "NBR_SETTINGS"):
        c.uint(name)
    c.uint("NBR_REASONS")
    c.uint("NBR_REQUESTS")


def state(c, k):
    def switch(c):
        for name in ("INTENDED", "ACTUAL", "PROVEN_OPEN"):
            c.uint(name)

    c.uint("LOAD_SOURCE")
    c.word("FLAGS")
    c.record("UTILITY_SWITCH", switch)
    c.record("GENERATOR_SWITCH", switch)
    for name in ("DOING", "WHY", "NEXT", "ADVICE", "LOCKOUT", "LOCK_OPEN"):
        c.uint(name)
    c.uint("LATCHES", 4)


def measured(c, k):
    names = "LEG1_MV LEG2_MV LINE_MV LEG1_MA LEG2_MA POWER_W REACTIVE_VAR APPARENT_VA"
    names += " POWER_FACTOR_PERMILLE FREQUENCY_MHZ"

    def one(c):
        for name in names.split():
            c.ni2(name)

    for place in ("UTILITY", "LOAD", "GENERATOR"):
        c.record(place, one)


def qualification(c, k):
    def one(c):
        c.uint("ACCEPTED")
        c.uint("REASON")
        c.ni2("GOOD_S")
        c.ni2("NEEDED_S")

    c.record("UTILITY", one)
    c.record("GENERATOR", one)


def counters(c, k):
    for name in ("UTILITY_S", "GENERATOR_S", "DARK_S", "TRANSFERS", "POWER_UPS", "OUTAGES"):
        c.ni1(name)


def transfers(c, k):
    def one(c):
        c.ltime("AT")
        for name in ("FROM", "TO", "REASON"):
            c.uint(name)
        c.ni2("DARK_MS")

    c.uint("NBR_VALID")
    count = k.get(2048, "NBR_TRANSFERS")
    c.array("TRANSFERS", count, lambda c: c.record("TRANSFER_RCD", one))


def outages(c, k):
    def one(c):
        c.ltime("START")
        c.ltime("END")
        c.ni2("MINIMUM_MV")

    c.uint("NBR_VALID")
    count = k.get(2048, "NBR_OUTAGES")
    c.array("OUTAGES", count, lambda c: c.record("OUTAGE_RCD", one))


def settings(c, k):
    def one(c):
        c.text("NAME", 40)
        for name in ("VALUE", "MINIMUM", "MAXIMUM", "STANDARD"):
            c.uint(name, 4)

    count = k.get(2048, "NBR_SETTINGS")
    c.array("SETTINGS", count, lambda c: c.record("SETTING_RCD", one))


def reasons(c, k):
    def one(c):
        c.uint("CODE")
        c.text("SENTENCE", 90)

    c.array("REASONS", k.get(2048, "NBR_REASONS"), lambda c: c.record("REASON_RCD", one))


def names(c, k):
    c.array("NAMES", k.get(2048, "NBR_SOURCES"), lambda c: c.text("NAME", 40))


def requests(c, k):
    def one(c):
        c.uint("NUMBER", 4)
        c.uint("PROCEDURE", 2)
        c.uint("STATE")
        c.uint("REASON", 2)

    c.uint("HIGHEST_NUMBER", 4)
    count = k.get(2048, "NBR_REQUESTS")
    c.array("REQUESTS", count, lambda c: c.record("REQUEST_RCD", one))


LAYOUTS = {
    **{2048: limits, 2049: state, 2050: measured, 2051: qualification, 2052: counters},
    **{2053: transfers, 2054: outages, 2055: settings, 2056: reasons, 2057: names},
    2058: requests,
}

/** The values of decade 3: one fixed list of five items, four seconds each. */
import { METER_SOURCES } from "../records/sources";
import type { DisplayLimits, DisplaySources, PrimaryDisplay } from "../tables/table-display";

/** Seconds for which the display shows each item. */
const ITEM_S = 4;
/** The item for the state of the meter, which is not a source. */
const STATE = 0xffff;
const NORMAL = 1;

const numberOf = (name: string): number => METER_SOURCES.findIndex((one) => one.name === name);

/** The items 01 to 05, as in station/frame/display.ts. */
const ITEMS = [
  numberOf("utility delivered energy"),
  numberOf("generator delivered energy"),
  numberOf("utility line voltage"),
  numberOf("generator line voltage"),
  STATE,
];

/** Tables 30 and 31. */
export const DISPLAY_LIMITS: DisplayLimits = {
  display_ctrl: { on_time_flag: false, off_time_flag: false, hold_time_flag: false },
  nbr_disp_sources: ITEMS.length,
  width_disp_sources: 2,
  nbr_pri_disp_list_items: ITEMS.length,
  nbr_pri_disp_lists: 1,
  nbr_sec_disp_list_items: 0,
  nbr_sec_disp_lists: 0,
};

/** Table 32. */
export const DISPLAY_SOURCE_VALUES: DisplaySources = {
  display_sources: ITEMS.map((item) => ({
    display_source: Uint8Array.of(item & 0xff, item >> 8),
  })),
};

/** Table 33. */
export const PRIMARY_DISPLAY_VALUES: PrimaryDisplay = {
  pri_disp_list: [
    {
      disp_scroll1: { on_time: ITEM_S, off_time: 0 },
      disp_scroll2: { hold_time: 0, default_list: NORMAL },
      nbr_list_items: ITEMS.length,
    },
  ],
  pri_disp_sources: ITEMS.map((_, place) => place),
};

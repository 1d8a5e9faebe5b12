/** Turns estimates into what the controlling half reads: the only bridge between the halves. */
import { Control } from "./control";
import { FeedTest, isFromHouse, isOpposed, isShown } from "../measure/feed";
import { Estimate, MeasuringPoint } from "../measure/estimate";
import { Neutral, NeutralState, BurdenTest } from "../measure/neutral";
import { Readings } from "../interlock/evidence";
import { SUPPLY_MIN_MV } from "../hardware/contract";
import { Inputs } from "../hardware/signals";
import { followShort } from "../qualify/cause";
import { SourceView } from "../qualify/source";
import { UNKNOWN, larger, smaller } from "../hardware/units";

function look(v: SourceView, p: MeasuringPoint, side: BurdenTest): void {
  v.line_mv = p.line_mv;
  v.fast_line_mv = p.fast_line_mv;
  v.neutral_valid = side.state == NeutralState.Valid ? 1 : 0;
  v.ghost = side.ghost;
  if (v.neutral_valid != 0) {
    v.leg_min_mv = smaller(p.leg1_mv, p.leg2_mv);
    v.leg_max_mv = larger(p.leg1_mv, p.leg2_mv);
    v.fast_leg_min_mv = smaller(p.fast_leg1_mv, p.fast_leg2_mv);
    v.fast_leg_max_mv = larger(p.fast_leg1_mv, p.fast_leg2_mv);
  } else {
    // Without a neutral there are no legs, only the line voltage.
    v.leg_min_mv = p.line_mv >> 1;
    v.leg_max_mv = v.leg_min_mv;
    v.fast_leg_min_mv = p.fast_line_mv >> 1;
    v.fast_leg_max_mv = v.fast_leg_min_mv;
  }
  const current1_ma: i32 = p.power1_w < 0 ? -p.current1_ma : p.current1_ma;
  const current2_ma: i32 = p.power2_w < 0 ? -p.current2_ma : p.current2_ma;
  v.low_leg_ma = p.leg1_mv < p.leg2_mv ? current1_ma : current2_ma;
  v.high_leg_ma = p.leg1_mv < p.leg2_mv ? current2_ma : current1_ma;
  followShort(v);
  v.frequency_mhz = p.frequency_mhz;
  v.fast_frequency_mhz = p.fast_frequency_mhz;
  const rate: i32 = p.rate_mhz_per_s;
  v.rate_mhz_per_s = rate == UNKNOWN ? UNKNOWN : rate < 0 ? -rate : rate;
  v.leg_cosine_permille = p.leg_cosine_permille;
  v.distortion_permille = p.distortion_permille == UNKNOWN ? 0 : p.distortion_permille;
  v.pilots = p.pilots;
  const slow: i32 = p.slow_line_mv;
  const off: i32 = p.line_mv > slow ? p.line_mv - slow : slow - p.line_mv;
  v.unsteady_permille = slow < 20000 ? 0 : (off / ((slow / 1000) | 0)) | 0;
}

/** The supply takes both legs and neutral: legs in phase have no voltage between them. */
function feedsSupply(p: MeasuringPoint): boolean {
  const leg: i32 = larger(p.fast_leg1_mv, p.fast_leg2_mv);
  return larger(p.fast_line_mv, leg) > SUPPLY_MIN_MV;
}

function read(r: Readings, e: Estimate, n: Neutral, i: Inputs): void {
  const u = e.utility;
  const g = e.generator;
  const o = e.out;
  r.utility_contacts = i.utility_contacts;
  r.generator_contacts = i.generator_contacts;
  r.utility_current = u.fast_current;
  r.generator_current = g.fast_current;
  r.utility_across = u.fast_across1 & u.fast_across2;
  r.generator_across = g.fast_across1 & g.fast_across2;
  r.utility_follows = 1 - (u.fast_across1 | u.fast_across2);
  r.generator_follows = 1 - (g.fast_across1 | g.fast_across2);
  const leg1: boolean = u.fast_across1 == 0 && u.fast_leg1_mv > 30000;
  const leg2: boolean = u.fast_across2 == 0 && u.fast_leg2_mv > 30000;
  r.utility_leg_follows = leg1 || leg2 ? 1 : 0;
  r.out_leg_mv = larger(larger(o.leg1_mv, o.leg2_mv), larger(o.fast_leg1_mv, o.fast_leg2_mv));
  r.out_line_mv = larger(o.line_mv, o.fast_line_mv);
  r.out_to_utility_mv = larger(o.across1_mv, o.across2_mv);
  r.out_pilots = o.pilots == 3 ? 1 : 0;
  r.neutral_valid = n.reference == NeutralState.Valid ? 1 : 0;
  r.coil_reserve_mv = i.coil_reserve_mv;
  r.logic_reserve_mv = i.logic_reserve_mv;
  r.coil_current_ma = i.coil_current_ma;
  r.supplied = feedsSupply(u) || feedsSupply(g) ? 1 : 0;
}

/** Fills readings and views for this tick. */
export function see(c: Control, e: Estimate, n: Neutral, f: FeedTest, i: Inputs): void {
  read(c.readings, e, n, i);
  // The generator switch needs the generator's own neutral, not only the meter's reference.
  look(c.view_u, e.utility, n.utility);
  look(c.view_g, e.generator, n.generator);
  c.feed.shown = isShown(f);
  c.feed.from_house = isFromHouse(f);
  c.feed.opposed = isOpposed(e);
  c.feed.load_ma = larger(e.generator.current1_ma, e.generator.current2_ma);
  c.cord_neutral = i.cord_neutral;
  c.jaw_temperature_decidegree = i.jaw_temperature_decidegree;
  c.export_w = 0 - e.utility.power1_w - e.utility.power2_w;
  c.generator_w = e.generator.power1_w + e.generator.power2_w;
  c.generator_current1_ma = e.generator.current1_ma;
  c.generator_current2_ma = e.generator.current2_ma;
}

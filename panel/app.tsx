/** The page of one meter, drawn from one frame. */
import { useEffect } from "preact/hooks";
import type { VNode } from "preact";
import { Bench } from "./bench/bench";
import { Count } from "./now/count";
import { Energy } from "./energy/energy";
import { Events } from "./now/events";
import { MeterFace } from "./meter/face";
import { Headroom } from "./now/headroom";
import { OneLine } from "./line/line";
import type { StationLink } from "./base/link";
import { Sentence } from "./now/sentence";
import { Steps } from "./now/steps";
import { Top } from "./now/top";
import { Transfer } from "./transfer/transfer";
import { viewOf, type PageView } from "./base/view";

function Now({ view }: { view: PageView }): VNode {
  const { frame } = view;
  return (
    <section class={`now tone-${frame.tone}`} aria-label="Now">
      <Sentence frame={frame} />
      <Count count={frame.count} />
      <Steps steps={frame.steps} />
    </section>
  );
}

/** On a phone, the diagram comes before the headroom when something is wrong. */
const diagramFirst = (view: PageView): boolean =>
  view.frame.tone === "alarm" || view.frame.tone === "unknown";

/** The document title shows the state in a row of browser tabs. */
function useTitle({ frame }: PageView): void {
  const state = (frame.sentence[0]?.text ?? "").replace(/\.$/, "");
  const title = `${state} – ${frame.meter.name}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export function App({ link }: { link: StationLink }): VNode {
  const silence = link.silence.value;
  const view = viewOf(link.frame.value, silence);
  const { frame, was, silent } = view;
  useTitle(view);
  return (
    <>
      <div class="page">
        <Top view={view} silence={silence} />
        <main class={diagramFirst(view) ? "sheet diagram-first" : "sheet"}>
          <Now view={view} />
          <div class="row first">
            <MeterFace frame={frame} silent={silent} />
            <OneLine frame={frame} was={was} />
            <div class="side">
              <Headroom headroom={frame.headroom} was={was?.headroom ?? null} tone={frame.tone} />
              <Energy frame={frame} as_of={was?.at ?? null} />
            </div>
          </div>
          <div class="row second-row">
            <Transfer sequence={frame.transfer} now={frame.at} />
            <Events events={frame.events} now={frame.at} />
          </div>
        </main>
      </div>
      {frame.bench ? <Bench bench={frame.bench} silent={silent} /> : null}
    </>
  );
}

/** The last transfer in detail: its waveforms and its figures. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { VNode } from "preact";
import type uPlot from "uplot";
import type { TransferRecord } from "@bptm/station/wire/api";
import { clockOrDay } from "../base/numbers";
import { read } from "../base/station";
import { theme } from "../base/theme";
import { chart, HEIGHT, laneMiddles, zoom, type Colours } from "./transfer-chart";
import { drawingOf, transferText, type Drawing } from "./transfer-data";

/** Reads the record again whenever the station announces a new one. */
function useRecord(sequence: number | null): TransferRecord | null {
  const [record, setRecord] = useState<TransferRecord | null>(null);
  useEffect(() => {
    if (sequence === null) return setRecord(null);
    let wanted = true;
    const take = async (): Promise<void> => {
      const found = await read<TransferRecord>("api/transfer");
      if (wanted && found !== null) setRecord(found);
    };
    void take();
    return () => {
      wanted = false;
    };
  }, [sequence]);
  return record;
}

/** The theme's colours as values, because a canvas cannot use tokens. */
function colours(near: HTMLElement): Colours {
  const probe = document.createElement("i");
  near.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const found = {
    utility: colour("utility"),
    generator: colour("generator"),
    ink: colour("ink"),
    quiet: colour("ink-2"),
    hair: colour("hair"),
    sheet: colour("sheet"),
    sunken: colour("sunken"),
    font: getComputedStyle(near).fontFamily,
  };
  probe.remove();
  return found;
}

function Labels({ drawing }: { drawing: Drawing }): VNode {
  const middles = laneMiddles(drawing.lanes.length);
  return (
    <div class="lane-names" style={{ height: `${HEIGHT}px` }} aria-hidden="true">
      {drawing.lanes.map((lane, row) => (
        <p key={lane.name} class={lane.tone} style={{ top: `${middles.traces[row]}px` }}>
          <strong>{lane.name}</strong>
          <span>
            ±{lane.top} {lane.unit}
          </span>
        </p>
      ))}
      <p style={{ top: `${middles.u}px` }}>
        <span>
          <strong>U</strong> service switch
        </span>
      </p>
      <p style={{ top: `${middles.g}px` }}>
        <span>
          <strong>G</strong> generator switch
        </span>
      </p>
    </div>
  );
}

const ZOOMS = [
  { sign: "+", name: "Zoom in", factor: 0.5, shift: 0 },
  { sign: "−", name: "Zoom out", factor: 2, shift: 0 },
  { sign: "‹", name: "Earlier", factor: 1, shift: -0.25 },
  { sign: "›", name: "Later", factor: 1, shift: 0.25 },
  { sign: "Whole", name: "Whole record", factor: null, shift: 0 },
] as const;

function Scope({ record }: { record: TransferRecord }): VNode {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [reading, setReading] = useState("");
  const drawing = drawingOf(record);
  const shown = theme.value;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = chart(drawing, colours(element), element, setReading);
    plot.current = made;
    const sized = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    sized.observe(element);
    return () => {
      sized.disconnect();
      made.destroy();
    };
  }, [record, shown]);
  return (
    <>
      <div class="scope-scroll" role="group" aria-label="Waveforms" tabIndex={0}>
        <div class="scope-body" role="img" aria-label={transferText(record)}>
          <Labels drawing={drawing} />
          <div class="scope-chart" ref={place} style={{ height: `${HEIGHT}px` }} />
        </div>
      </div>
      <div class="scope-foot">
        <ul class="figures">
          {record.figures.map((figure) => (
            <li key={figure}>{figure}</li>
          ))}
        </ul>
        <p class="reading">{reading}</p>
        <div class="zooms" role="group" aria-label="Zoom of the waveforms">
          {ZOOMS.map(({ sign, name, factor, shift }) => (
            <button
              key={name}
              type="button"
              aria-label={name}
              title={name}
              onClick={() => plot.current && zoom(plot.current, factor, shift)}
            >
              {sign}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}

export function Transfer({ sequence, now }: { sequence: number | null; now: string }): VNode {
  const record = useRecord(sequence);
  return (
    <section class="transfer" aria-labelledby="transfer-title">
      <div class="head">
        <h2 id="transfer-title">
          Last transfer
          {record === null ? null : (
            <span class="when">
              {record.title}, {clockOrDay(record.at, now)}
            </span>
          )}
        </h2>
      </div>
      {record === null ? (
        <p class="note empty" style={{ minHeight: `${HEIGHT}px` }}>
          {sequence === null ? "No transfer since the start." : "Loading the waveforms."}
        </p>
      ) : (
        <Scope key={record.sequence} record={record} />
      )}
    </section>
  );
}

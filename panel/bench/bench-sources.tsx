/** The bench's left half: the grid and the generator. */
import { useEffect, useState } from "preact/hooks";
import type { VNode } from "preact";
import type { BenchState, GeneratorLine, UtilityKnob, WiringKnob } from "@bptm/station/wire/api";
import { Group, OrderButton, useOrders } from "./bench-order";
import { read } from "../base/station";

const KNOBS: readonly { knob: UtilityKnob; word: string }[] = [
  { knob: "brown-out", word: "Brown-out" },
  { knob: "lose-leg", word: "Lose a leg" },
  { knob: "flicker", word: "Flicker" },
  { knob: "swell", word: "Swell" },
  { knob: "off-frequency", word: "57.8 Hz" },
  { knob: "ghost", word: "Ghost 40 V" },
  { knob: "open-neutral", word: "Open neutral" },
];

export interface SideProps {
  readonly bench: BenchState;
  readonly blocked: string;
}

/** A button is pressed while its state is set; pressing it again restores the normal grid. */
export function UtilitySide({ bench, blocked }: SideProps): VNode {
  const normal = bench.utility === "normal";
  return (
    <Group title="Utility" note={normal ? "normal" : bench.utility} blocked={blocked}>
      <div class="buttons">
        <OrderButton wide main order={{ do: "utility", to: normal ? "cut" : "normal" }}>
          {normal ? "Cut the grid" : "Restore the grid"}
        </OrderButton>
        {KNOBS.map(({ knob, word }, index) => (
          <OrderButton
            key={knob}
            pressed={bench.utility === knob}
            wide={index === KNOBS.length - 1}
            order={{ do: "utility", to: bench.utility === knob ? "normal" : knob }}
          >
            {word}
          </OrderButton>
        ))}
      </div>
    </Group>
  );
}

const WIRINGS: readonly { wiring: WiringKnob; word: string }[] = [
  { wiring: "right", word: "Wired right" },
  { wiring: "hot-neutral-swapped", word: "Hot and neutral swapped" },
  { wiring: "legs-in-phase", word: "120 V adapter: legs in phase" },
  { wiring: "one-leg", word: "One leg only" },
  { wiring: "open-neutral", word: "Neutral open" },
];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly word: string }[];
  readonly choose: (value: string) => void;
}

function Choice({ label, value, options, choose }: ChoiceProps): VNode {
  return (
    <select
      class="input wide-button"
      aria-label={label}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.word}
        </option>
      ))}
    </select>
  );
}

function useGenerators(): readonly GeneratorLine[] {
  const [lines, setLines] = useState<readonly GeneratorLine[]>([]);
  useEffect(() => {
    void read<GeneratorLine[]>("api/generators").then((found) => setLines(found ?? []));
  }, []);
  return lines;
}

function Choices({ generator }: { generator: BenchState["generator"] }): VNode {
  const { send } = useOrders();
  const lines = useGenerators();
  const models = lines.map(({ id, name }) => ({ value: id, word: name }));
  if (!models.some(({ value }) => value === generator.model))
    models.unshift({ value: generator.model, word: generator.model });
  const note = lines.find(({ id }) => id === generator.model)?.note ?? "";
  return (
    <>
      <Choice
        label="Generator model"
        value={generator.model}
        options={models}
        choose={(model) => send({ do: "generator", model })}
      />
      <Choice
        label="Wiring of the cable"
        value={generator.wiring}
        options={WIRINGS.map(({ wiring, word }) => ({ value: wiring, word }))}
        choose={(to) => send({ do: "wiring", to: to as WiringKnob })}
      />
      {note === "" ? null : <p class="small-note wide-button">{note}</p>}
    </>
  );
}

/** The generator: model, wiring, plug and engine. */
export function GeneratorSide({ bench, blocked }: SideProps): VNode {
  const { plugged, running, choked } = bench.generator;
  const stopped = running ? "" : "The generator is not running.";
  return (
    <Group title="Generator" note={running ? "running" : "stopped"} blocked={blocked}>
      <div class="buttons">
        <OrderButton order={{ do: "plug" }} reason={plugged ? "It is already plugged in." : ""}>
          Plug in
        </OrderButton>
        <OrderButton order={{ do: "unplug" }} reason={plugged ? "" : "It is not plugged in."}>
          Unplug
        </OrderButton>
        <OrderButton order={{ do: "start" }} reason={running ? "It is already running." : ""}>
          Start
        </OrderButton>
        <OrderButton order={{ do: "stop" }} reason={stopped}>
          Stop
        </OrderButton>
        <OrderButton order={{ do: "choke" }} reason={stopped} pressed={choked}>
          Choke
        </OrderButton>
        <OrderButton order={{ do: "run-dry" }} reason={stopped}>
          Run dry
        </OrderButton>
        <Choices generator={bench.generator} />
      </div>
    </Group>
  );
}

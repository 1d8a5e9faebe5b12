/** The bench's middle: loads of the house, and faults. */
import type { VNode } from "preact";
import { Group, Toggle } from "./bench-order";
import type { SideProps } from "./bench-sources";

const howMany = (many: number): string => (many === 0 ? "none on" : `${many} on`);

export function HouseSide({ bench, blocked }: SideProps): VNode {
  const on = bench.loads.filter((load) => load.on).length;
  return (
    <Group title="House" note={howMany(on)} blocked={blocked}>
      <div class="toggles">
        {bench.loads.map((load) => (
          <Toggle
            key={load.id}
            name={load.name}
            where={load.where}
            on={load.on}
            order={{ do: "load", id: load.id, on: !load.on }}
          />
        ))}
      </div>
    </Group>
  );
}

export function FaultSide({ bench, blocked }: SideProps): VNode {
  const on = bench.faults.filter((fault) => fault.on).length;
  return (
    <Group title="Faults" note={howMany(on)} blocked={blocked}>
      <div class="toggles">
        {bench.faults.map((fault) => (
          <Toggle
            key={fault.id}
            bad
            name={fault.name}
            where={fault.where}
            on={fault.on}
            order={{ do: "fault", id: fault.id, on: !fault.on }}
          />
        ))}
      </div>
    </Group>
  );
}

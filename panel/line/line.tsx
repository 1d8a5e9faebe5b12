/** Where voltage and current are: one diagram, drawn for the width of the page, and in words. */
import type { VNode } from "preact";
import type { Frame } from "@bptm/station/wire/api";
import { NarrowLine } from "./line-narrow";
import { diagramOf } from "./line-state";
import { diagramText } from "./line-text";
import { WideLine } from "./line-wide";

export function OneLine({ frame, was }: { frame: Frame; was: Frame | null }): VNode {
  const diagram = diagramOf(frame);
  return (
    <section class="line" aria-labelledby="line-title">
      <h2 id="line-title" class="hidden">
        One-line diagram
      </h2>
      <div role="img" aria-label={diagramText(frame)}>
        <WideLine frame={frame} was={was} diagram={diagram} />
        <NarrowLine frame={frame} was={was} diagram={diagram} />
      </div>
    </section>
  );
}

/** The next steps, in order. */
import type { VNode } from "preact";
import type { StepLine } from "@bptm/station/wire/api";

function StepItem({ step }: { step: StepLine }): VNode {
  const current = step.state === "current";
  return (
    <li
      class={step.state}
      aria-current={current ? "step" : undefined}
      style={{ "--progress": `${step.percent ?? 0}%` }}
    >
      <strong>{step.title}</strong>
      <span>
        {step.note}
        {step.state === "done" ? <span class="hidden"> (done)</span> : null}
      </span>
    </li>
  );
}

export function Steps({ steps }: { steps: readonly StepLine[] }): VNode | null {
  if (steps.length === 0) return null;
  const percent = steps.find((step) => step.state === "current")?.percent ?? null;
  return (
    <>
      {percent === null ? null : (
        <div class="progress" aria-hidden="true" style={{ "--progress": `${percent}%` }} />
      )}
      <ol class="steps" aria-label="What happens next">
        {steps.map((step) => (
          <StepItem key={step.title} step={step} />
        ))}
      </ol>
    </>
  );
}

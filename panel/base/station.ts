/** Requests of the page besides the live frames. Addresses are relative to the page. */
import type { ApiError, BenchOrder } from "@bptm/station/wire/api";

const NO_ANSWER = "The service does not answer.";

async function refusal(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as ApiError).error.message;
  } catch {
    return `The service refused with status ${answer.status}.`;
  }
}

/** Sends an order to the bench; returns the sentence of a refusal, or null when done. */
export async function sendOrder(order: BenchOrder): Promise<string | null> {
  try {
    const answer = await fetch("api/bench", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(order),
    });
    return answer.ok ? null : await refusal(answer);
  } catch {
    return NO_ANSWER;
  }
}

/** Reads a list or record of the station; null when there is none, or no response. */
export async function read<Answer>(address: string): Promise<Answer | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

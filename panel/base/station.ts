/** What the page asks of the station beside the live frames. Addresses are relative to the page. */
import type { ApiError, BenchOrder } from "@bptm/station/wire/api";

const NO_ANSWER = "The service does not answer.";

async function refusal(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as ApiError).error.message;
  } catch {
    return `The service refused with status ${answer.status}.`;
  }
}

/** Asks the bench for something; the refusal's sentence, or null when it was done. */
export async function order(wish: BenchOrder): Promise<string | null> {
  try {
    const answer = await fetch("api/bench", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wish),
    });
    return answer.ok ? null : await refusal(answer);
  } catch {
    return NO_ANSWER;
  }
}

/** Reads one of the station's lists or records; null when there is none, or no answer. */
export async function read<Answer>(address: string): Promise<Answer | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}

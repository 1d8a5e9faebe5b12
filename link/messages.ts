/**
 * Messages of the link. Those of a meter have fixed places, so that a board needs no parser; those
 * of a twin's bench, which no board has, are JSON.
 *
 * The host of the core sends `hello` first and images from then on. An event is sent again after
 * each new connection until an `event-taken` says that it is kept for good. An order has a number;
 * the host carries each number out once, and repeats its answer when the number comes again.
 */
import { frame } from "./frame";

/** What the host of a core says first. */
export interface Hello {
  /** Check sum of the layout of the images that follow. */
  readonly layout: number;
  readonly words: number;
  /** Drawn anew at each start of the host: numbers of events begin again with it. */
  readonly run: number;
  /** Counts the homes of a run: another home has another meter, whose registers start again. */
  readonly home: number;
  /** Number of the meter, as on its face. */
  readonly serial: number;
  /** Whether the home is simulated, so that a bench can change it. */
  readonly simulated: boolean;
}

/** The core's words at one moment. */
export interface Image {
  /** Counts power-ups of the meter; 0 while it has no power. */
  readonly life: number;
  /** Samples since the host's start. */
  readonly sample: number;
  /** The home's clock, in milliseconds since 1970: a simulated one may run faster. */
  readonly at_ms: number;
  readonly words: Int32Array;
}

/** An event of the core. */
export interface LinkedEvent {
  /** Numbers of the host's run, from 1, without gaps. */
  readonly number: number;
  readonly sample: number;
  readonly at_ms: number;
  /** Sequence number by the core, which a power cut may set back. */
  readonly sequence: number;
  readonly code: number;
  readonly a: number;
  readonly b: number;
}

/** Requests to the core, as in core/control/requests.ts, and the reset of its maxima. */
export const LinkOrder = {
  ClearLockout: 1,
  LockOpenUtility: 2,
  LockOpenBoth: 3,
  ClearLockOpen: 4,
  ChangeSetting: 5,
  ResetDemand: 64,
} as const;

/** A request for the core. */
export interface OrderMessage {
  readonly number: number;
  /** A value of `LinkOrder`. */
  readonly order: number;
  /** Number of the setting from 1, and its new value; 0 otherwise. */
  readonly setting: number;
  readonly value: number;
  /** The order must not act after this time of the host's wall clock. */
  readonly expires_at_ms: number;
}

/** What became of an order. */
export const Outcome = {
  /** The core answered; see `answer`. */
  Answered: 0,
  /** The meter has no power or did not answer in time: nothing was done. */
  Unanswered: 1,
  /** It arrived too late: nothing was done. */
  Expired: 2,
} as const;

/** The host's reply to an order. */
export interface AnswerMessage {
  readonly number: number;
  /** A value of `Outcome`. */
  readonly outcome: number;
  /** The core's answer: 0 = done. */
  readonly answer: number;
}

/** Every message, by its kind. */
interface Messages {
  hello: Hello;
  image: Image;
  event: LinkedEvent;
  order: OrderMessage;
  answer: AnswerMessage;
  /** Every event up to this number of the run is kept for good. */
  "event-taken": { readonly number: number };
  /** To and from the bench of a simulated home. */
  bench: unknown;
}

type MessageKind = keyof Messages;
/** A message with its kind. */
export type Message = {
  [K in MessageKind]: { readonly kind: K; readonly body: Messages[K] };
}[MessageKind];

const U32 = 4;
const F64 = 8;

/** Fields of a message in their order, with the size of each. */
type Fields<Body> = readonly (readonly [keyof Body & string, "u32" | "i32" | "f64"])[];

interface Form<Body> {
  readonly code: number;
  readonly fields: Fields<Body>;
}

const HELLO: Form<Omit<Hello, "simulated"> & { simulated: number }> = {
  code: 1,
  fields: [
    ["layout", "u32"],
    ["words", "u32"],
    ["run", "u32"],
    ["home", "u32"],
    ["serial", "u32"],
    ["simulated", "u32"],
  ],
};
const IMAGE: Form<Omit<Image, "words">> = {
  code: 2,
  fields: [
    ["life", "u32"],
    ["sample", "f64"],
    ["at_ms", "f64"],
  ],
};
const EVENT: Form<LinkedEvent> = {
  code: 3,
  fields: [
    ["number", "u32"],
    ["sample", "f64"],
    ["at_ms", "f64"],
    ["sequence", "i32"],
    ["code", "i32"],
    ["a", "i32"],
    ["b", "i32"],
  ],
};
const ORDER: Form<OrderMessage> = {
  code: 4,
  fields: [
    ["number", "u32"],
    ["order", "u32"],
    ["setting", "u32"],
    ["value", "i32"],
    ["expires_at_ms", "f64"],
  ],
};
const ANSWER: Form<AnswerMessage> = {
  code: 5,
  fields: [
    ["number", "u32"],
    ["outcome", "u32"],
    ["answer", "i32"],
  ],
};
const TAKEN: Form<Messages["event-taken"]> = { code: 6, fields: [["number", "u32"]] };
const BENCH = 7;

const sizeOf = (fields: Fields<never>): number =>
  fields.reduce((sum, [, type]) => sum + (type === "f64" ? F64 : U32), 0);

function put<Body extends object>(form: Form<Body>, body: Body, room = 0): Buffer {
  const octets = Buffer.alloc(sizeOf(form.fields as Fields<never>) + room);
  let at = 0;
  for (const [name, type] of form.fields) {
    const value = Number(Reflect.get(body, name));
    if (type === "f64") at = octets.writeDoubleLE(value, at);
    else if (type === "i32") at = octets.writeInt32LE(value, at);
    else at = octets.writeUInt32LE(value, at);
  }
  return octets;
}

/** Undefined when the payload is too short, or longer than `exact` allows. */
function take<Body>(form: Form<Body>, payload: Buffer, exact: boolean): Body | undefined {
  const size = sizeOf(form.fields as Fields<never>);
  if (payload.length < size || (exact && payload.length !== size)) return undefined;
  const body: Record<string, number> = {};
  let at = 0;
  for (const [name, type] of form.fields) {
    if (type === "f64") body[name] = payload.readDoubleLE(at);
    else body[name] = type === "i32" ? payload.readInt32LE(at) : payload.readUInt32LE(at);
    at += type === "f64" ? F64 : U32;
  }
  return body as Body;
}

function putImage(image: Image): Buffer {
  const { words } = image;
  const octets = put(IMAGE, image, words.length * U32);
  const from = octets.length - words.length * U32;
  for (const [index, word] of words.entries()) octets.writeInt32LE(word, from + index * U32);
  return octets;
}

function takeImage(payload: Buffer): Image | undefined {
  const head = take(IMAGE, payload, false);
  const from = sizeOf(IMAGE.fields as Fields<never>);
  if (head === undefined || (payload.length - from) % U32 !== 0) return undefined;
  const words = new Int32Array((payload.length - from) / U32);
  for (let index = 0; index < words.length; index += 1) {
    words[index] = payload.readInt32LE(from + index * U32);
  }
  return { ...head, words };
}

/** The octets of a message. */
export function encode(message: Message): Buffer {
  const { kind, body } = message;
  if (kind === "hello") {
    return frame(HELLO.code, put(HELLO, { ...body, simulated: body.simulated ? 1 : 0 }));
  }
  if (kind === "image") return frame(IMAGE.code, putImage(body));
  if (kind === "event") return frame(EVENT.code, put(EVENT, body));
  if (kind === "order") return frame(ORDER.code, put(ORDER, body));
  if (kind === "answer") return frame(ANSWER.code, put(ANSWER, body));
  if (kind === "event-taken") return frame(TAKEN.code, put(TAKEN, body));
  return frame(BENCH, Buffer.from(JSON.stringify(body)));
}

function bench(payload: Buffer): Message | undefined {
  try {
    return { kind: "bench", body: JSON.parse(payload.toString("utf8")) as unknown };
  } catch {
    return undefined;
  }
}

const as = <K extends MessageKind>(kind: K, body: Messages[K] | undefined): Message | undefined =>
  body === undefined ? undefined : ({ kind, body } as Message);

/** The message of a frame; undefined when it is none that this version knows. */
export function decode(code: number, payload: Buffer): Message | undefined {
  if (code === HELLO.code) {
    const body = take(HELLO, payload, true);
    return body && as("hello", { ...body, simulated: body.simulated !== 0 });
  }
  if (code === IMAGE.code) return as("image", takeImage(payload));
  if (code === EVENT.code) return as("event", take(EVENT, payload, true));
  if (code === ORDER.code) return as("order", take(ORDER, payload, true));
  if (code === ANSWER.code) return as("answer", take(ANSWER, payload, true));
  if (code === TAKEN.code) return as("event-taken", take(TAKEN, payload, true));
  return code === BENCH ? bench(payload) : undefined;
}

/** The thread of the core (core-process.ts). */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type { Message } from "@bptm/link/messages";
import { LinkedCore } from "../host/linked-core";
import type { Post } from "../host/linked-core";
import { SimulatedHome } from "../host/simulated-home";
import { Pace } from "../loop/pace";
import { RealTimeLoop } from "./real-time-loop";
import type { FromThread, ToThread, CoreThreadData } from "./thread-messages";

function start(port: MessagePort): void {
  const { options, speed, run, beats } = workerData as CoreThreadData;
  const tell = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  const core = new SimulatedHome(options);
  const pace = new Pace(speed, performance.now());
  const post: Post = (octets, droppable) => {
    const copy = new Uint8Array(octets);
    tell({ octets: copy, droppable }, [copy.buffer]);
  };
  const clocks = { wall: () => Date.now(), steady: () => performance.now() };
  const host = new LinkedCore(core, pace, run, post, clocks);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  let ended = false;
  // A meter that has power from the start, so that no client finds it dead at first.
  while (core.life === 0 && core.sample < 48_000) host.advance(1);
  pace.setSpeed(speed, performance.now(), core.sample);

  function take(message: ToThread): void {
    if (message === "end") ended = true;
    else if (message === "greet") host.greet();
    else if (message === "lateness") tell({ lateness: loop.lateness.figures() });
    else if (message === "clear lateness") loop.lateness.clear();
    else host.take(message as Message);
  }

  const loop = new RealTimeLoop(core, host, pace, {
    now: () => performance.now(),
    sleep: (ms) => void Atomics.wait(cell, 0, 0, ms),
    beat: () => void Atomics.add(beats, 0, 1),
    receive: () => {
      for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
        take((next as { message: ToThread }).message);
      }
      return !ended;
    },
  });
  loop.run();
  tell({ ended: true });
}

if (parentPort !== null) start(parentPort);

import { connect, createServer, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A cable: what a client sends to its port arrives at the target, until it is cut. */
export interface Cable {
  port: number;
  /** Nothing passes any more, in no direction, and nobody is told: what was sent waits, as in TCP's own buffers. */
  cut(): void;
  heal(): void;
  /** Breaks every connection at once. */
  reset(): void;
  /** Lets so many bytes a second through to each client; without a number, as many as there are. */
  throttle(bytesPerSecond?: number): void;
  /** Sees what passes, before it does: what gives true isn't passed on. */
  watch(watcher?: Watcher): void;
  aim(port: number): void;
  connections(): number;
  close(): Promise<void>;
}

interface Watcher {
  toServer?(chunk: Buffer, wire: object): boolean;
  toClient?(chunk: Buffer, wire: object): boolean;
}

interface State {
  target: number;
  isCut: boolean;
  bytesPerSecond: number;
  watcher: Watcher;
}

interface Wire {
  resume(): void;
  pause(): void;
  destroy(): void;
}

export async function openCable(target: number): Promise<Cable> {
  const state: State = { target, isCut: false, bytesPerSecond: Number.POSITIVE_INFINITY, watcher: {} };
  const wires = new Set<Wire>();
  const server = createServer({ pauseOnConnect: true, noDelay: true, allowHalfOpen: true }, (client) => {
    const wire = lay(client, state, () => wires.delete(wire));
    wires.add(wire);
    if (!state.isCut) wire.resume();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", 4096, listening));
  const each = (work: (wire: Wire) => void) => [...wires].forEach(work);
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      state.isCut = true;
      each((wire) => wire.pause());
    },
    heal() {
      state.isCut = false;
      each((wire) => wire.resume());
    },
    reset: () => each((wire) => wire.destroy()),
    throttle: (bytesPerSecond = Number.POSITIVE_INFINITY) => void (state.bytesPerSecond = bytesPerSecond),
    watch: (watcher = {}) => void (state.watcher = watcher),
    aim: (port) => void (state.target = port),
    connections: () => wires.size,
    async close() {
      each((wire) => wire.destroy());
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** One connection. While the cable is cut, the end of one side is unknown to the other. */
function lay(client: Socket, state: State, onEnd: () => void): Wire {
  let server: Socket | undefined;
  let isPaused = true;
  const destroy = () => {
    reset(client);
    if (server) reset(server);
    onEnd();
  };
  const pass = (from: Socket, to: Socket, see: (chunk: Buffer) => boolean | undefined) => {
    from.on("error", destroy).on("close", onEnd);
    from.on("end", () => to.end());
    from.on("data", async (chunk) => {
      if (see(chunk) || to.destroyed) return;
      from.pause();
      const drained = to.write(chunk) ? null : drainOf(to);
      await drained;
      if (to === client) await trickle(chunk.length, state);
      if (!isPaused) from.resume();
    });
  };
  function dial() {
    const upstream = connect({ port: state.target, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    pass(client, upstream, (chunk) => state.watcher.toServer?.(chunk, wire));
    pass(upstream, client, (chunk) => state.watcher.toClient?.(chunk, wire));
    return upstream;
  }
  const wire: Wire = {
    destroy,
    pause() {
      isPaused = true;
      client.pause();
      server?.pause();
    },
    resume() {
      isPaused = false;
      if (client.destroyed) return destroy();
      server ??= dial();
      client.resume();
      server.resume();
    },
  };
  return wire;
}

// libuv doesn't reset what is being shut down, and keeps it open for ever.
const reset = (socket: Socket) => (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy());

const drainOf = (socket: Socket) =>
  new Promise<void>((resolve) => void socket.once("drain", resolve).once("close", () => resolve()));

const TICKS = 10;

/** Waits as long as a narrow cable takes for so many bytes, or until it is wide again. */
async function trickle(bytes: number, state: State) {
  for (
    let left = bytes;
    left > 0 && state.bytesPerSecond < Number.POSITIVE_INFINITY;
    left -= state.bytesPerSecond / TICKS
  ) {
    await setTimeout(1_000 / TICKS);
  }
}

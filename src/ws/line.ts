import type { Duplex } from "node:stream";
import { MessageType } from "graphql-ws";
import type { Extra } from "graphql-ws/use/ws";
import type { WebSocket } from "ws";
import type { Line } from "../streams/line.js";

/** What graphql-ws keeps of a socket, with the connection below it. */
export interface Wired extends Extra {
  wire: Duplex;
}

/**
 * The way past graphql-ws to the client of one operation. It writes whole frames to the connection: ws makes two pieces
 * of each message, which cost a gathering write for every one of thousands.
 */
export function lineOf({ socket, wire }: Pick<Wired, "socket" | "wire">, id: string): Line {
  // A text: a small buffer would keep the 64 KB of Node's pool alive from which it is cut.
  const head = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`;
  // A frame behind the one that closes the socket would break the protocol.
  const isOpen = () => socket.readyState === (socket as WebSocket).OPEN;
  return {
    isOpen,
    buffered: () => wire.writableLength,
    send(payload, _, onTaken) {
      if (!isOpen()) onTaken?.(false);
      else wire.write(frameOf(head, payload), onTaken && ((error) => onTaken(!error)));
    },
  };
}

// RFC 6455, section 5.2: the last frame of a message, of text, not masked.
const FINAL_TEXT = 0x81;
const SHORTEST = 126;
const LENGTH_IN_16 = 126;
const LENGTH_IN_64 = 127;
const END = "}".charCodeAt(0);

/** The payload of a result in its message and frame. What many are sent is encoded once, and copied for each. */
function frameOf(head: string, payload: Buffer): Buffer {
  const headLength = Buffer.byteLength(head);
  const length = headLength + payload.length + 1;
  const start = startOf(length);
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FINAL_TEXT;
  writeLength(frame, length, start);
  frame.write(head, start);
  payload.copy(frame, start + headLength);
  frame[frame.length - 1] = END;
  return frame;
}

const startOf = (length: number) => (length < SHORTEST ? 2 : length < 65_536 ? 4 : 10);

function writeLength(frame: Buffer, length: number, start: number) {
  frame[1] = start === 2 ? length : start === 4 ? LENGTH_IN_16 : LENGTH_IN_64;
  if (start === 4) frame.writeUInt16BE(length, 2);
  if (start === 10) frame.writeBigUInt64BE(BigInt(length), 2);
}

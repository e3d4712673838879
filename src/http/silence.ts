import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** Closes with the server the connections on which nothing was asked: Node holds them for busy, for a minute. */
export function closeSilent(app: FastifyInstance) {
  const silent = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  const hear = ({ socket }: { socket: Socket }) => void silent.delete(socket);
  app.server.on("request", hear).on("upgrade", hear);
  app.addHook("preClose", async () => {
    for (const socket of silent) socket.destroy();
  });
}

import { CloseCode, MessageType, parseMessage } from "graphql-ws";

interface Line {
  /** Gives a message to graphql-ws; resolves when it is done with it, for an operation at the operation's end. */
  handle(text: string): Promise<void>;
  close(code: number, reason: string): void;
}

/** An operation that graphql-ws hasn't let go of. */
interface Running {
  isCompleted: boolean;
  /** The message that asks for the next operation of the same id. */
  next?: string | undefined;
}

const FROM_SERVER: string[] = [MessageType.ConnectionAck, MessageType.Next, MessageType.Error];

/**
 * Takes the messages of one socket. The protocol frees an operation's id with `complete`, but graphql-ws goes on with
 * the operation for a while, and would take a new one of the same id for it: give it the old one's result, or end it.
 */
export function orderMessages({ handle, close }: Line): (text: string) => Promise<void> {
  const operations = new Map<string, Running>();

  async function run(id: string, text: string): Promise<void> {
    // Of two that run at once graphql-ws closes the socket.
    if (operations.has(id)) return handle(text);
    const operation: Running = { isCompleted: false };
    operations.set(id, operation);
    try {
      await handle(text);
    } finally {
      operations.delete(id);
    }
    if (operation.next) await run(id, operation.next);
  }

  async function subscribe(id: string, text: string) {
    const before = operations.get(id);
    if (!before?.isCompleted) return run(id, text);
    if (before.next) return close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    before.next = text;
  }

  async function complete(id: string, text: string) {
    const operation = operations.get(id);
    if (operation?.next) return void (operation.next = undefined);
    if (operation) operation.isCompleted = true;
    await handle(text);
  }

  return async (text) => {
    const message = parse(text);
    if (!message || FROM_SERVER.includes(message.type)) return close(CloseCode.BadRequest, "Invalid message received");
    if (message.type === MessageType.Subscribe) return subscribe(message.id, text);
    if (message.type === MessageType.Complete) return complete(message.id, text);
    await handle(text);
  };
}

function parse(text: string) {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}

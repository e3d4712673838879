import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createBuckets } from "../graphql/bucket.js";
import type { Context } from "../graphql/context.js";
import { fail } from "../graphql/errors.js";
import { say } from "../graphql/say.js";
import type { Reach } from "./address.js";
import type { Documents, Stored } from "./document.js";
import { ForbiddenAddress, findAddresses, type Resolve, resolveName } from "./lookup.js";
import type { Answer, Post, Target } from "./post.js";
import { checkUrl } from "./url.js";

/** What mutations use of the delivery of webhooks. */
export interface WebhookDoor {
  /** The URL; `INVALID_INPUT` when this server doesn't send there. */
  checkUrl(url: string): Promise<URL>;
  /** The name of a stored document's stream; refuses what a socket would refuse. */
  checkDocument(ctx: Context, stored: Stored): Promise<string>;
  /** Sends a message of the type `webhook.test` now. Not more often than ten times a minute for each officer. */
  test(target: Target, about: Test): Promise<Answer>;
}

export interface Test {
  officerId: string;
  webhookId: string;
  /** The database's clock. */
  at: Date;
}

export interface DoorOptions {
  reach: Reach;
  documents: Documents;
  post: Post;
  resolve?: Resolve;
}

const TESTS = 10;
// A transaction waits for it.
const NAME_MS = 500;

export function createDoor({ reach, documents, post, resolve = resolveName }: DoorOptions): WebhookDoor {
  const tests = createBuckets({ capacity: TESTS, restore: TESTS / 60 });
  return {
    checkDocument: documents.check,
    async checkUrl(text) {
      const url = checkUrl(text, reach);
      // A name that says nothing now is judged again at each delivery.
      const looking = findAddresses(url.hostname.replace(/^\[|\]$/g, ""), resolve, reach);
      await Promise.race([looking, setTimeout(NAME_MS, undefined, { ref: false })]).catch(refuseForbidden);
      return url;
    },
    test(target, about) {
      const { ok, retryAfter } = tests.take(about.officerId, 1);
      if (ok) return post(target, testOf(about));
      throw fail(
        "RATE_LIMITED",
        ["id"],
        say`At most ${TESTS} tests may be sent in a minute: try again in ${retryAfter} s`,
      );
    },
  };
}

function refuseForbidden(error: unknown) {
  if (error instanceof ForbiddenAddress) throw fail("INVALID_INPUT", ["url"], say`url is refused: ${error.message}`);
}

function testOf({ webhookId, at }: Test) {
  const body = { type: "webhook.test", timestamp: at.toISOString(), data: { webhook: webhookId } };
  return { id: `msg_${randomUUID()}`, at, body: Buffer.from(JSON.stringify(body)) };
}

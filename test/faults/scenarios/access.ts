import { USUALLY_SHARED } from "../crew.ts";
import type { Scenario } from "../scenario.ts";
import { rangeOf } from "../template.ts";

const ACCESS_CHANGED = "ACCESS_CHANGED";

// Well before the shortest lifetime ends.
const RENEW_MS = 1_500;

const expiry: Scenario = {
  name: "token-expiry",
  about:
    "40 tokens run out while the sockets are open: half are renewed in time, the others' sockets closed and resumed",
  async run(stage) {
    for (let i = 0; i < 40; i++) {
      stage.watch({
        name: i < 20 ? `room-${i}` : `renewing-${i}`,
        officer: stage.officer("DISPATCHER", i % 2 ? "750000000" : "790000000"),
        lifetime: `${4 + stage.random.below(4)}s`,
        ...(i >= 20 && { renewMs: RENEW_MS }),
      });
    }
    const [resuming, renewing] = [stage.watchers.slice(0, 20), stage.watchers.slice(20)];
    await stage.ready();
    await stage.write(4, 20);
    while (resuming.some((watcher) => watcher.sockets() < 3)) await stage.progress(10);
    const cut = renewing.filter((watcher) => watcher.sockets() > 1);
    if (cut.length) throw new Error(`A socket must outlive a token that is renewed, but ${cut.length} of 20 didn't`);
  },
};

const revocation: Scenario = {
  name: "revocation",
  about: "appointments are moved to another region in the middle of a storm: not one event more of the old one",
  isShort: true,
  async run(stage) {
    await stage.watchUsual();
    const districts = stage.template.districts
      .filter((kato) => kato.startsWith("75") && kato !== "751110000")
      .slice(0, 3);
    const officers = districts.flatMap((kato) => stage.colleagues("DISTRICT_OFFICER", kato));
    // Two of the four of each district; the other two go on.
    const isMoved = (i: number) => i % 2 === 1;
    const moved = officers.filter((_, i) => isMoved(i));
    // Whoever comes first reads for all: in two districts one who goes on, in the last one who is moved.
    const isFirst = (i: number) => isMoved(i) === i >= 8;
    for (const wave of [true, false]) {
      for (const [i, officer] of officers.entries())
        if (isFirst(i) === wave) stage.watch({ name: `office-${i}`, officer });
      await stage.ready();
    }
    const rooms = stage.watchers.filter(({ name }) => moved.some((_, i) => name === `office-${2 * i + 1}`));
    await stage.write(8, 10);
    await stage.progress(100);
    await stage.shared(USUALLY_SHARED + 9);
    const scope = [rangeOf("790000000")];
    const ids = moved.map(({ id }) => `'${id.slice("officer_".length)}'`);
    await stage.cluster.sql(`update appointments set kato = 790000000 where officer_id in (${ids})`);
    const [row] = await stage.cluster.sql<{ at: string }>(
      "select (extract(epoch from clock_timestamp()) * 1000)::text as at",
    );
    for (const room of rooms) {
      room.narrow(scope);
      stage.history.write({ what: "scope", client: room.name, scope, at: Math.ceil(Number(row?.at)) });
      stage.history.write({ what: "resync", client: room.name, reason: ACCESS_CHANGED, must: true });
    }
    await stage.progress(100);
    // Three districts kept two each, and six share another district.
    await stage.shared(USUALLY_SHARED + 3 + 5);
  },
};

export const access = [expiry, revocation];

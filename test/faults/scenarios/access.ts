import type { Scenario } from "../scenario.ts";
import { rangeOf } from "../template.ts";

const ACCESS_CHANGED = "ACCESS_CHANGED";

const expiry: Scenario = {
  name: "token-expiry",
  about: "40 tokens run out while the sockets are open: each is closed with 4403 and resumes with a new one",
  async run(stage) {
    for (let i = 0; i < 40; i++) {
      const lifetime = `${4 + stage.random.below(4)}s`;
      stage.watch({
        name: `room-${i}`,
        officer: stage.officer("DISPATCHER", i % 2 ? "750000000" : "790000000"),
        lifetime,
      });
    }
    await stage.ready();
    await stage.write(4, 20);
    while (stage.watchers.some((watcher) => watcher.sockets() < 3)) await stage.progress(10);
  },
};

const revocation: Scenario = {
  name: "revocation",
  about: "appointments are moved to another region in the middle of a storm: not one event more of the old one",
  async run(stage) {
    await stage.watchUsual();
    const moved = stage.template.officers
      .filter(({ role, kato }) => role === "DISTRICT_OFFICER" && kato?.startsWith("75") && kato !== "751110000")
      .slice(0, 4);
    const rooms = moved.map((officer, i) => stage.watch({ name: `moved-${i}`, officer }));
    await stage.ready();
    await stage.write(8, 10);
    await stage.progress(100);
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
  },
};

export const access = [expiry, revocation];

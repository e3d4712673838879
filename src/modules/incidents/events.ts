import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { Cursor } from "../../graphql/scalars.js";
import { followThing, type ThingArgs } from "../../graphql/stream.js";
import { incidentEventOf } from "./record.js";
import { incidents } from "./table.js";
import { IncidentStreamItem, incidentItems } from "./type.js";

const stream = { types: incidentItems, table: incidents, field: "incident", kindOf: incidentEventOf };
type Start = { context: Context; args: ThingArgs };

@Resolver()
export class IncidentSubscription {
  @Reads(incidents)
  @Subscription(() => IncidentStreamItem, {
    description: "An incident, and then what happens to it, in order and each once.",
    subscribe: ({ context, args }: Start) => followThing(context, args, stream),
  })
  incidentChanged(
    @Root() item: object,
    @Arg("id", () => ID, { description: "The incident." }) _: string,
    @Arg("after", () => Cursor, { nullable: true, description: "Goes on after this item, instead of a snapshot." })
    __?: string,
  ) {
    return item;
  }
}

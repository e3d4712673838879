import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { Cursor } from "../../graphql/scalars.js";
import { followThing, type ThingArgs } from "../../graphql/stream.js";
import { groupEventOf } from "./record.js";
import { workingGroups } from "./table.js";
import { groupItems, WorkingGroupStreamItem } from "./type.js";

const stream = { types: groupItems, table: workingGroups, field: "workingGroup", kindOf: groupEventOf };
type Start = { context: Context; args: ThingArgs };

@Resolver()
export class WorkingGroupSubscription {
  @Reads(workingGroups)
  @Subscription(() => WorkingGroupStreamItem, {
    description: "A working group, and then what happens to it and its members, in order and each once.",
    subscribe: ({ context, args }: Start) => followThing(context, args, stream),
  })
  workingGroupChanged(
    @Root() item: object,
    @Arg("id", () => ID, { description: "The working group." }) _: string,
    @Arg("after", () => Cursor, { nullable: true, description: "Goes on after this item, instead of a snapshot." })
    __?: string,
  ) {
    return item;
  }
}

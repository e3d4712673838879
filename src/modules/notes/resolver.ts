import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Reads, ReadsPersonally } from "../../graphql/reads.js";
import { Child } from "../children/type.js";
import { ChildNoteAddInput, SensitiveNoteShareInput } from "./input.js";
import { addChildNote, hasSensitiveNotes, readText, type SensitiveNoteRow, shareSensitiveNote } from "./service.js";
import { sensitiveNoteFlags, sensitiveNotes } from "./table.js";
import { SensitiveNote } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };

const AddPayload = payload("ChildNoteAddPayload", "child", () => Child);
const SharePayload = payload("SensitiveNoteSharePayload", "note", () => SensitiveNote);

@Resolver(() => Child)
export class ChildNoteResolver {
  @Reads(sensitiveNotes, sensitiveNoteFlags)
  @FieldResolver(() => Boolean, {
    description:
      "Whether the viewer knows of sensitive notes: those that it may read and, for the school's social pedagogue, any.",
  })
  hasSensitiveNotes(@Root() child: { id: string }, @Ctx() ctx: Context) {
    return hasSensitiveNotes(ctx, child.id);
  }

  @Mutation(() => AddPayload, { description: "Adds a note about a child. It can't be changed or taken back." })
  childNoteAdd(@Arg("input", () => ChildNoteAddInput, given) input: ChildNoteAddInput, @Ctx() ctx: Context) {
    return addChildNote(ctx, input);
  }
}

@Resolver(() => SensitiveNote)
export class SensitiveNoteResolver {
  @ReadsPersonally()
  @FieldResolver(() => String, {
    nullable: true,
    description: "What it says, or null when the child was erased. Each read is recorded: no subscription gives it.",
  })
  text(@Root() note: SensitiveNoteRow, @Ctx() ctx: Context) {
    return readText(ctx, note);
  }

  @Mutation(() => SharePayload, {
    description: "Says who reads a sensitive note besides its author, who alone may say so.",
  })
  sensitiveNoteShare(
    @Arg("input", () => SensitiveNoteShareInput, given) input: SensitiveNoteShareInput,
    @Ctx() ctx: Context,
  ) {
    return shareSensitiveNote(ctx, input);
  }
}

import type { SQL } from "drizzle-orm";
import type { GraphQLSchema } from "graphql";
import { type Rendered, render, renderValue, type Slot } from "../../db/slot.js";
import { createBounded } from "../bounded.js";
import type { Language } from "../catalogue.js";
import type { About } from "../computed.js";
import { type Asking, argumentsOf, type Place, type ValuePlace } from "../plan/compilation.js";
import { type Derivation, derive } from "../plan/derived.js";
import type { Grants } from "../plan/grants.js";
import { type Asked, compile, type Shape, typesOf } from "../plan/index.js";
import { Unplannable } from "../plan/unplannable.js";
import { requireViewer } from "../resolve.js";

/** A root field with what a request gives it. */
export interface Filled {
  /** What of the statement's text is decided by the request. */
  form: string;
  text: SQL;
  /** How many fields it holds. */
  size: number;
  slots: ReadonlyMap<Slot, Rendered>;
  /** Makes the answer of what the statement gave; null when the guarded lane must answer. */
  complete(text: Buffer): Buffer | null;
}

/** A root field that is asked for. */
interface Request extends Asked {
  /** Names the operation and the values of its Boolean variables. */
  operation: string;
  key: string;
}

// A field takes a kilobyte or two, a filling and a form some kilobytes.
const MOST_FIELDS_KEPT = 30_000;
const MOST_FILLINGS = 5_000;
const MOST_FORMS = 5_000;

type Numbered = Shape & { serial: number };

const numbered = (shape: Shape | Unplannable, serial: number) =>
  shape instanceof Unplannable ? shape : { ...shape, serial };

/** What a request gives to a place, and the number of its pieces. */
interface Filling {
  form: number;
  slots: readonly (readonly [Slot, Rendered])[];
}

export interface Shapes {
  /** Throws `Unplannable`, or what an argument's error is. */
  fill(asked: Request, grants: Grants, asking: Asking): Promise<Filled>;
}

export function createShapes(schema: GraphQLSchema): Shapes {
  const shapes = createBounded<Numbered | Unplannable>(MOST_FIELDS_KEPT, sizeOf);
  const fillings = createBounded<Filling>(MOST_FILLINGS);
  const forms = createBounded<number>(MOST_FORMS);
  let serial = 0;

  function shapeOf(asked: Request, grants: Grants): Numbered {
    const key = `${asked.operation} ${asked.key} ${typesOf(asked)}`;
    const shape = shapes.find(key) ?? shapes.add(key, numbered(compile(asked, { schema, grants }), ++serial));
    if (shape instanceof Unplannable) throw shape;
    return shape;
  }
  async function fillPlace(place: Place, given: Parameters<Place["fill"]>): Promise<Filling> {
    const parts = Object.entries(await place.fill(...given));
    const slots = parts.map(([name, part]) => [place.slots[name] as Slot, render(part)] as const);
    const pieces = JSON.stringify(slots.map(([, rendered]) => rendered.pieces));
    return { form: forms.find(pieces) ?? forms.add(pieces, ++serial), slots };
  }
  return {
    async fill(asked, grants, asking) {
      const shape = shapeOf(asked, grants);
      if (shape.needsToken) requireViewer(asking);
      const slots = new Map(shape.valuePlaces.flatMap((place) => valuesIn(place, asked)));
      let form = `${shape.serial}`;
      const viewer = viewerOf(asking);
      for (const [i, place] of shape.places.entries()) {
        const args = argumentsOf(place.selected, asked.variables);
        const key = `${shape.serial} ${i} ${viewer} ${JSON.stringify(args)}`;
        const filling = fillings.find(key) ?? fillings.add(key, await fillPlace(place, [args, asking]));
        for (const [slot, rendered] of filling.slots) slots.set(slot, rendered);
        form += ` ${filling.form}`;
      }
      const abouts = shape.derivations.map((derivation) => aboutOf(derivation, asked, asking));
      const { text, size, derivations } = shape;
      return { form, text, size, slots, complete: (given) => completed(given, derivations, abouts) };
    },
  };
}

function valuesIn({ selected, slots, valuesOf }: ValuePlace, { variables }: Asked) {
  const values = valuesOf(argumentsOf(selected, variables));
  return slots.map((slot, i): [Slot, Rendered] => [slot, renderValue(values[i])]);
}

// What is derived of nothing is the answer as the database wrote it: bytes that nobody has to make into a text.
function completed(given: Buffer, derivations: readonly Derivation[], abouts: readonly About[]): Buffer | null {
  if (!derivations.length) return given;
  const text = derive(given.toString(), derivations, abouts);
  return text === null ? null : Buffer.from(text);
}

// What conditions go by: the scope that lists state, the right to a filter, the language of names.
const viewerOf = ({ viewer, language }: Asking) => `${viewer?.role} ${viewer?.kato} ${viewer?.schoolId} ${language}`;

// Of what isn't planned only the reason is kept, under a key that takes its place too.
const OF_KEY = 10;
const sizeOf = (shape: Numbered | Unplannable) => OF_KEY + (shape instanceof Unplannable ? 0 : shape.size);

const aboutOf = ({ selected, relation }: Derivation, { variables }: Asked, { language }: Asking): About => ({
  language: relation.inLanguage ? ((argumentsOf(selected, variables).lang as Language | null) ?? language) : language,
});

import { isDeepStrictEqual } from "node:util";
import { send } from "../support/load.ts";
import type { Contender, Shape } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import { documentOf, read, type ShapeName } from "./shapes.ts";

const SEEDS = [-1, -2, -3];

/** Fails unless all contenders answer the same questions alike: one that reads less must not look cheap. */
export async function checkAnswers(scene: Scene, shape: Shape, contenders: readonly Contender[]) {
  const document = documentOf(shape.name as ShapeName);
  scene.progress(`${shape.name}: comparing the answers`);
  for (const seed of SEEDS) {
    const answers = await Promise.all(
      contenders.map(async ({ name, server }) => {
        const [ask] = shape.asks(1, seed, name);
        return ask && read(name, document, await send(server.url, ask));
      }),
    );
    const odd = contenders.findIndex((_, i) => !isDeepStrictEqual(answers[i], answers[0]));
    if (odd >= 0) throw new Error(difference(shape.name, [contenders[0], contenders[odd]], [answers[0], answers[odd]]));
  }
}

const SHOWN = 300;

function difference(shape: string, between: (Contender | undefined)[], answers: unknown[]): string {
  const texts = answers.map((answer) => JSON.stringify(answer));
  const [one = "", other = ""] = texts;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [first, second] = texts.map((text) => text.slice(Math.max(0, at - SHOWN / 2), at + SHOWN / 2));
  return `${shape} must be answered alike, but ${between[0]?.name} says\n${first}\nand ${between[1]?.name}\n${second}`;
}

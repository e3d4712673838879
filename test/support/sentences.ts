import type { Source } from "./source.js";

/** Every sentence that the code says, as the catalogues have it: `{0} must be {1}`. */
export const readSentences = (sources: readonly Source[]): string[] => [
  ...new Set(sources.flatMap(({ lines }) => sentencesOf(lines.join("\n")))),
];

const sentencesOf = (code: string): string[] =>
  [...code.matchAll(/\bsay`/g)].map(({ index, 0: tag }) => sentenceAt(code, index + tag.length));

function sentenceAt(code: string, start: number): string {
  let sentence = "";
  let place = 0;
  for (let at = start; code[at] !== "`"; at++) {
    if (code.startsWith("${", at)) {
      at = endOfPlace(code, at + 2);
      sentence += `{${place++}}`;
    } else sentence += code[at] === "\\" ? code[++at] : code[at];
  }
  return sentence;
}

/** Where the place of a parameter ends, in which there may be braces and texts. */
function endOfPlace(code: string, start: number): number {
  let depth = 1;
  for (let at = start; ; at++) {
    if (code[at] === '"' || code[at] === "`") at = code.indexOf(String(code[at]), at + 1);
    else if (code[at] === "{") depth++;
    else if (code[at] === "}" && --depth === 0) return at;
  }
}

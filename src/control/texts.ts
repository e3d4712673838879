import { type Command, Option } from "commander";
import { type Language, missingSentences, missingTexts, templateOf, textKeys } from "../graphql/catalogue.js";
import { examples } from "./arguments.js";

type Print = (line: string) => void;

/** The command that shows what a language lacks, and what people read instead. */
export function addTextCommands(program: Command, print: Print) {
  program
    .command("texts")
    .description("texts that a language lacks, and what people read instead")
    .addOption(new Option("--missing <language>", "the language").choices(["kk", "ru"]).makeOptionMandatory())
    .addHelpText("after", examples("texts --missing kk"))
    .action(({ missing }) => listMissing(missing, print));
}

function listMissing(language: Language, print: Print) {
  const keys = missingTexts(language);
  const sentences = missingSentences(language);
  for (const key of keys) print(`${key}: ${templateOf(key, language)}`);
  for (const sentence of sentences) print(sentence);
  const known = textKeys.length - keys.length;
  print(
    `${language} has ${known} of ${textKeys.length} labels and texts, and lacks ${sentences.length} sentences of errors`,
  );
}

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useState } from "react";
import { createConnection } from "./connection.ts";
import { openDocuments } from "./documents.ts";
import { TokenBar } from "./token-bar.tsx";
import { type DemoToken, keepChoice, restoreChoice, type TokenChoice } from "./tokens.ts";

const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const connection = createConnection();
const defaultTabs = openDocuments();

export function Playground({ demoTokens }: { demoTokens: DemoToken[] }) {
  const [choice, setChoice] = useState(() => restoreChoice(demoTokens));
  const [fetcher, setFetcher] = useState(() => connection.withToken(choice.token));
  const choose = (next: TokenChoice) => {
    keepChoice(next);
    setChoice(next);
    setFetcher(() => connection.withToken(next.token));
  };
  return (
    <>
      <TokenBar demoTokens={demoTokens} choice={choice} onChoose={choose} />
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={defaultTabs}
        // A header may hold a token, and localStorage outlives the session.
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo> </GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

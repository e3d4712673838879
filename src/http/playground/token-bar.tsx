import { type KeyboardEvent, useState } from "react";
import type { DemoToken, TokenChoice } from "./tokens.ts";

interface TokenBarProps {
  demoTokens: DemoToken[];
  choice: TokenChoice;
  onChoose: (choice: TokenChoice) => void;
}

/** Who the requests are sent as: one of the demo's viewers, or the holder of a pasted token. */
export function TokenBar(props: TokenBarProps) {
  return (
    <header className="graphiql-container token-bar">
      <h1>Qorgan</h1>
      {props.demoTokens.length > 0 && <ViewerSelect {...props} />}
      {/* The key empties the field's draft when another token comes into effect. */}
      <TokenInput key={props.choice.token} {...props} />
    </header>
  );
}

function ViewerSelect({ demoTokens, choice, onChoose }: TokenBarProps) {
  const pick = (label: string) => onChoose(demoTokens.find((demo) => demo.label === label) ?? { label: "", token: "" });
  return (
    <label>
      Acting as
      <select value={choice.label} onChange={(event) => pick(event.target.value)}>
        {demoTokens.map(({ label }) => (
          <option key={label}>{label}</option>
        ))}
        <option value="">{choice.label || !choice.token ? "Nobody (no token)" : "Holder of the pasted token"}</option>
      </select>
    </label>
  );
}

function TokenInput({ choice, onChoose }: TokenBarProps) {
  const [shown, setShown] = useState(false);
  const commit = (text: string) => {
    const token = text.trim().replace(/^Bearer\s+/i, "");
    if (token !== choice.token) onChoose({ label: "", token });
  };
  return (
    <>
      <label className="token-input">
        Token
        <input
          // Not type=password: browsers would offer to save the token.
          className={shown ? "" : "concealed"}
          defaultValue={choice.token}
          placeholder="Paste a token and press Enter"
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onBlur={(event) => commit(event.target.value)}
          onKeyDown={blurOnEnter}
        />
      </label>
      <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? "Hide token" : "Show token"}
      </button>
    </>
  );
}

function blurOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === "Enter") event.currentTarget.blur();
}

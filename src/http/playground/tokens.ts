export interface DemoToken {
  label: string;
  token: string;
}

/** The token in effect. No label: it was pasted. No token: requests are anonymous. */
export type TokenChoice = DemoToken;

const CHOICE = "qorgan:token";

/** The tokens that a demo server offers; none from any other server. */
export async function fetchDemoTokens(): Promise<DemoToken[]> {
  const response = await fetch("playground/tokens");
  return response.ok ? response.json() : [];
}

/** The choice of this browser tab, else the first demo token. */
export function restoreChoice(demoTokens: DemoToken[]): TokenChoice {
  const fallback = demoTokens[0] ?? { label: "", token: "" };
  const stored = sessionStorage.getItem(CHOICE);
  if (stored === null) return fallback;
  const choice: TokenChoice = JSON.parse(stored);
  if (choice.label === "") return choice;
  // By label: a restarted demo signs new tokens, and the old ones may no longer be good.
  return demoTokens.find(({ label }) => label === choice.label) ?? fallback;
}

export function keepChoice(choice: TokenChoice): void {
  sessionStorage.setItem(CHOICE, JSON.stringify(choice));
}

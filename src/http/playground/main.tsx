import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./style.css";
import "./workers.ts";
import { createRoot } from "react-dom/client";
import { Playground } from "./playground.tsx";
import { fetchDemoTokens } from "./tokens.ts";

const element = document.getElementById("playground");
if (!element) throw new Error("index.html must have an element with the id playground");

// Before the first render: GraphiQL asks for the schema at once and must ask with the token in effect.
const demoTokens = await fetchDemoTokens();
createRoot(element).render(<Playground demoTokens={demoTokens} />);

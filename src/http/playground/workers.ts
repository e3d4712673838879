const files: Record<string, string> = { json: "json.worker.js", graphql: "graphql.worker.js" };

function getWorker(_id: string, label: string): Worker {
  return new Worker(new URL(`workers/${files[label] ?? "editor.worker.js"}`, import.meta.url));
}

// Without it Monaco runs its language services on the page's own thread.
Object.assign(globalThis, { MonacoEnvironment: { getWorker } });

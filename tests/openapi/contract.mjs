import { createHash } from "node:crypto";

// The part of the contract that the page's own code is written against: the calls that are there in every workspace,
// and the shapes that they name. What entities look like the page learns from the meta, so they are left out, and a new
// field does not change a line of the page's types.
export function pageContract(document) {
  const shared = Object.entries(document.paths).filter(([path]) => !belongsToEntity(path, document));
  const paths = Object.fromEntries(shared);
  const wanted = new Set(["TimelineEntry", "HistoryEntry", "AggregateAnswer", "ActionAnswer", "BackgroundJob"]);
  collectNames(paths, wanted);
  const parts = document.components;
  for (const size = { before: -1 }; size.before !== wanted.size; ) {
    size.before = wanted.size;
    for (const name of [...wanted]) collectNames(parts.schemas[name], wanted);
    collectNames([parts.parameters, parts.headers, parts.responses], wanted);
  }
  const schemas = Object.fromEntries(Object.entries(parts.schemas).filter(([name]) => wanted.has(name)));
  return { ...document, paths, components: { ...parts, schemas } };
}

function belongsToEntity(path, document) {
  const [, first, second = ""] = path.split("/");
  const collection = first === "exports" ? second.split(".")[0] : first;
  return `/${collection}/aggregate` in document.paths;
}

function collectNames(value, names) {
  if (Array.isArray(value)) for (const part of value) collectNames(part, names);
  else if (value !== null && typeof value === "object") {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(value.$ref ?? "")?.[1];
    if (name) names.add(name);
    for (const part of Object.values(value)) collectNames(part, names);
  }
}

// Says which contract a file of types was made from.
export function digestOf(document) {
  return createHash("sha256").update(JSON.stringify(pageContract(document))).digest("hex").slice(0, 16);
}

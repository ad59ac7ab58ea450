// Prints the types of the contract for ui/src/api/schema.ts, or writes them there with --write.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { digestOf, pageContract } from "./contract.mjs";

const here = import.meta.dirname;

export const schemaFile = path.join(here, "../../ui/src/api/schema.ts");

export async function schemaOf(document) {
  const head = `// Made by \`npm run schema\` from the contract ${digestOf(document)}; changes by hand are lost.\n\n`;
  return head + astToString(await openapiTS(pageContract(document), { silent: true }));
}

if (process.argv.includes("--write")) {
  const golden = JSON.parse(readFileSync(path.join(here, "../golden/openapi.json"), "utf8"));
  writeFileSync(schemaFile, await schemaOf(golden));
}

// The contract's golden must be valid for those who read it with programs, and the page's types must be made from it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { schemaFile, schemaOf } from "./schema.mjs";

const here = import.meta.dirname;
const golden = path.join(here, "../golden/openapi.json");
const folder = mkdtempSync(path.join(os.tmpdir(), "kontor-openapi-"));
let passed = 0;
let failed = 0;

function run(program, words) {
  const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const ran = spawnSync(path.join(here, "node_modules/.bin", program), words, { encoding: "utf8", env: environment });
  return { code: ran.status, told: `${ran.stdout ?? ""}${ran.stderr ?? ""}${ran.error ?? ""}` };
}

function expect(sentence, holds, told) {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? "ok" : "FAILED"}: ${sentence}`);
  if (!holds) console.log(told);
}

function validFor(program, words, document) {
  const { code, told } = run(program, [...words, document]);
  return { holds: code === 0, told };
}

const redocly = ["lint", "--config", path.join(here, "redocly.yaml"), "--max-problems", "20"];
const spectral = ["lint", "--ruleset", path.join(here, "spectral.yaml"), "--fail-severity", "warn"];

try {
  // A check that no longer finds anything would pass as well, so each is shown a fault first.
  const broken = JSON.parse(readFileSync(golden, "utf8"));
  broken.paths["/session"].get.responses["200"].content = { "application/json": { schema: { type: "text" } } };
  const fault = path.join(folder, "broken.json");
  writeFileSync(fault, JSON.stringify(broken));

  for (const [program, words] of Object.entries({ redocly, spectral })) {
    const found = validFor(program, words, fault);
    expect(`${program} finds a fault that is there`, !found.holds, found.told);
    const clean = validFor(program, words, golden);
    expect(`the contract is valid for ${program}`, clean.holds, clean.told);
  }

  const document = JSON.parse(readFileSync(golden, "utf8"));
  expect(
    "the page's types are those of the contract",
    readFileSync(schemaFile, "utf8") === (await schemaOf(document)),
    "ui/src/api/schema.ts is stale: run `npm run schema` in ui/.",
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

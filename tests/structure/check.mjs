// The structure check: what holds about this project's files beyond what compilers and formatters see.
// Prints `path:line: error: what to do instead`, and at the end how many rules hold.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileRules } from "./file_rules.mjs";
import { projectRules } from "./project_rules.mjs";

const root = new URL("../../", import.meta.url).pathname;
const isText = (buffer) => !buffer.subarray(0, 4096).includes(0);

function asFile(path, text) {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return { path, text, lines };
}

function readProject() {
  const listed = execFileSync("git", ["-C", root, "ls-files", "-coz", "--exclude-standard"], { encoding: "utf8" });
  return listed
    .split("\0")
    .filter((path) => path && existsSync(root + path) && statSync(root + path).isFile())
    .map((path) => {
      const bytes = readFileSync(root + path);
      return asFile(path, isText(bytes) ? bytes.toString("utf8") : "");
    });
}

// All rules get one shape: from the files to [path, line, what to do instead].
function* over(files, rule) {
  if (!rule.sees) yield* rule.faults(files);
  else
    for (const file of files)
      if (rule.sees(file.path)) for (const [line, advice] of rule.faults(file)) yield [file.path, line, advice];
}

const files = readProject();
let held = 0;
let broken = 0;
for (const rule of [...fileRules, ...projectRules]) {
  const faults = [...over(files, rule)];
  for (const example of rule.catches)
    if (over([asFile(example.path, example.text)], rule).next().done)
      faults.push(["tests/structure/check.mjs", 1, `"${rule.name}" no longer catches its example: mend the rule`]);
  for (const [path, line, advice] of faults) console.log(`${path}:${line}: error: ${advice}`);
  if (faults.length > 0) broken += 1;
  else held += 1;
}
console.log(`${held} passed, ${broken} failed`);
process.exitCode = broken > 0 ? 1 : 0;

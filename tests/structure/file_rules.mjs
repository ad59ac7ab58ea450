// Rules that look at one file at a time. A rule has `sees`, the paths that it reads; `faults`, which yields
// [line number, what to do instead]; and `catches`, an example that it must find fault with, tried at every run:
// a rule that stopped working fails.

import path from "node:path";
import { columnLimit, drawers, generated, lineLimit, longFiles, pageFloors, rooms } from "./tables.mjs";

const cpp = /\.(cpp|h)$/;
const source = /^(src|tests|bench|ui)\/.*\.(cpp|h|ts|tsx|mjs|css)$/;
const script =
  /^(bin|\.ci)\/|CMakeLists\.txt$|\.(sh|cmake|service|ya?ml)$|(^|\/)(\.npmrc|Dockerfile|package(-lock)?\.json)$/;
const capturingLambda = /\[(?!\])[^\]\n]*\]\s*(\([^;]*\)[^;{]*)?\{/;
const aggregate = /[(,]\s*([A-Z]\w*(::\w+)* ?)?\{ ?[^}\s]/;
const written = (path) => !generated.some((pattern) => pattern.test(path));

const isTested = (path) => /(_test\.cpp|\.test\.tsx?)$|^tests\/(support|stories|journeys)\//.test(path);
const itself = /^tests\/structure\//;

function* matches(file, pattern, advice) {
  for (const [index, line] of file.lines.entries()) if (pattern.test(line)) yield [index + 1, advice];
}

const unbreakable = /^\s*(\/\/|#) https?:\S+$|R"\(|"[^"]{50,}"|^\s*\/\S+\/;$|^<|^\s*return `/;

export const fileRules = [
  {
    name: "includes point down",
    sees: (path) => path.startsWith("src/") && path !== "src/main.cpp" && cpp.test(path),
    *faults(file) {
      const [, room, own] = file.path.split("/");
      const isTest = file.path.endsWith("_test.cpp");
      for (const [index, line] of file.lines.entries()) {
        const included = line.match(/^\s*#\s*include "([^"]+)"/)?.[1];
        if (!included || (isTest && included.startsWith("tests/"))) continue;
        const [target, module, ...rest] = included.split("/");
        if (!rooms[target])
          yield [index + 1, `write the path of "${included}" from src/, as in "base/json.h"`];
        else if (!rooms[room]?.includes(target))
          yield [index + 1, `${room}/ may not know ${target}/: move what is needed down, or this file up`];
        else if (room === "modules" && target === "modules" && module !== own && !/^[\w]+\.h$/.test(rest.join("/")))
          yield [index + 1, `include only a declaration of another module, as in "modules/${module}/${module}.h"`];
      }
    },
    catches: [
      { path: "src/db/sqlite/writer.cpp", text: '#include "records/writer.h"\n' },
      { path: "src/http/server.cpp", text: '#include "db/database.h"\n' },
      { path: "src/base/json.cpp", text: '#include "json.h"\n' },
      { path: "src/modules/deals/deal.cpp", text: '#include "modules/offers/pricing/steps.h"\n' },
    ],
  },
  {
    name: "the page's imports point down",
    sees: (path) => /^ui\/src\/\w+\/.*\.tsx?$/.test(path),
    *faults(file) {
      const room = file.path.split("/")[2];
      for (const [index, line] of file.lines.entries()) {
        const imported = line.match(/\b(?:from|import)\b\s*\(?\s*"(@|\.[^"]*?)\/([^"]+)"/);
        if (!imported) continue;
        const isByName = imported[1] === "@";
        const target = isByName
          ? imported[2].split("/")[0]
          : path.join(path.dirname(file.path), imported[1], imported[2]).split("/")[2];
        if (pageFloors[target] > pageFloors[room])
          yield [index + 1, `${room}/ may not know ${target}/: move what is needed down, or this file up`];
        else if (!isByName && target in pageFloors && target !== room)
          yield [index + 1, `import from another room by its name, as in "@/${target}"`];
      }
    },
    catches: [
      { path: "ui/src/kit/Button.tsx", text: 'import { deals } from "@/modules/deals";\n' },
      { path: "ui/src/kit/Button.tsx", text: 'import { deals } from "../api/money";\n' },
    ],
  },
  {
    name: "a header is included once",
    sees: (path) => path.endsWith(".h"),
    *faults(file) {
      if (file.lines[0] !== "#pragma once") yield [1, "begin the header with #pragma once"];
    },
    catches: [{ path: "src/base/id.h", text: "struct Id { };\n" }],
  },
  {
    name: "files can be read in one sitting",
    sees: (path) => source.test(path) && written(path),
    *faults(file) {
      const allowed = longFiles[file.path];
      if (allowed && file.lines.length <= lineLimit)
        yield [1, "it is short enough now: take it off the list of long files in tests/structure/tables.mjs"];
      else if (file.lines.length > (allowed ?? lineLimit))
        yield [1, `it has ${file.lines.length} lines, at most ${allowed ?? lineLimit}: find the second thing in it`];
    },
    catches: [{ path: "src/base/json.cpp", text: "\n".repeat(lineLimit + 1) }],
  },
  {
    name: "lines fit on the screen",
    sees: (path) => (source.test(path) || script.test(path)) && written(path) && !path.startsWith("ui/src/text/"),
    *faults(file) {
      for (const [index, line] of file.lines.entries())
        // A literal of data or a pattern cannot be broken without changing it.
        if (line.length > columnLimit && !unbreakable.test(line))
          yield [index + 1, `break the line: ${line.length} columns, at most ${columnLimit}`];
    },
    catches: [{ path: "bin/dev", text: "x".repeat(columnLimit + 1) }],
  },
  {
    name: "names say what is inside",
    sees: () => true,
    *faults(file) {
      const parts = file.path.split("/");
      const stem = parts.pop().replace(/(_test|\.test)?\.\w+$/, "");
      const last = stem.split(/[_.-]|(?<=[a-z])(?=[A-Z])/).pop();
      for (const name of [...parts, last])
        if (drawers.test(name)) yield [1, `name it by what it does: "${name}" is a drawer for anything`];
    },
    catches: [
      { path: "src/base/string_utils.cpp", text: "" },
      { path: "ui/src/helpers/day.ts", text: "" },
    ],
  },
  {
    name: "nothing names one machine",
    sees: (path) => written(path) && !itself.test(path),
    faults: (file) =>
      matches(file, /(^|[\s"'`(=:])\/(work|root|home\/\w+|Users\/\w+)\//, "write the path from the repository's root"),
    catches: [{ path: "docs/use/start.md", text: "see /home/ana/kontor\n" }],
  },
  {
    name: "scripts leave the registry to the machine",
    sees: (path) => script.test(path),
    faults: (file) =>
      matches(
        file,
        /npmjs\.(org|com)|debian\.org|"resolved": *"https?:/,
        "name no registry host: the machine's settings choose it",
      ),
    catches: [{ path: "ui/package-lock.json", text: '"resolved": "https://registry.example/react.tgz"\n' }],
  },
  {
    name: "what is left to do is said in a sentence",
    sees: (path) => (source.test(path) || script.test(path)) && written(path) && !itself.test(path),
    faults: (file) =>
      matches(file, /\b(TODO|FIXME|XXX)\b(?!: [A-Z].{12,}\.)/, "say what is missing and why, in a sentence, or do it"),
    catches: [{ path: "src/base/id.cpp", text: "// TODO later\n" }],
  },
  {
    name: "what a co_await takes has a name",
    sees: (path) => path.startsWith("src/") && cpp.test(path),
    *faults(file) {
      for (const found of file.text.matchAll(/\bco_await\b[^;]*;/g))
        if (capturingLambda.test(found[0]) || aggregate.test(found[0]))
          yield [
            file.text.slice(0, found.index).split("\n").length,
            "name the lambda or aggregate first, then std::move it: g++ 12 destroys such a temporary twice",
          ];
    },
    catches: [
      { path: "src/http/server.cpp", text: "co_await run([request] { handle(request); });\n" },
      { path: "src/http/server.cpp", text: 'co_await answer(stream, Response { 200, "text" });\n' },
    ],
  },
  {
    name: "claims stay on in release",
    sees: (path) => path.startsWith("src/") && cpp.test(path),
    faults: (file) =>
      matches(file, /(^|[^\w])assert\(|<cassert>/, "use check() of base/check.h, which stays on in release"),
    catches: [{ path: "src/base/id.cpp", text: "    assert(id > 0);\n" }],
  },
  {
    name: "a test file tests",
    sees: (path) => /(_test\.cpp|\.test\.tsx?)$/.test(path),
    *faults(file) {
      if (!/\b((TYPED_)?TEST(_[FP])?|STORY|test|it)(\.each)?\s*[(`]/.test(file.text))
        yield [1, "write a test in it, or remove it"];
    },
    catches: [{ path: "src/base/id_test.cpp", text: '#include "base/id.h"\n' }],
  },
  {
    name: "no test is switched off",
    sees: isTested,
    faults: (file) =>
      matches(
        file,
        /\bDISABLED_|GTEST_SKIP\(\)(?! << )|\b(test|it|describe)\.(skip|only|todo)\b/,
        "mend the test or remove it; what cannot run everywhere skips itself with a reason",
      ),
    catches: [{ path: "src/base/id_test.cpp", text: "TEST(Id, DISABLED_is_hard)\n" }],
  },
  {
    name: "tests wait for events",
    sees: isTested,
    faults: (file) =>
      matches(
        file,
        /^(?!.*\/\/ [A-Z].*\.$).*(\bsleep_(for|until)\b|waitForTimeout)/,
        "wait for what should happen; where time itself is tested, say so at the end of the line, in a sentence",
      ),
    catches: [{ path: "src/base/id_test.cpp", text: "    std::this_thread::sleep_for(1s);\n" }],
  },
];

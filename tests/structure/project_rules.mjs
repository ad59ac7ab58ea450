// Rules that look at all files together. Like the rules for one file, each carries an example that it must catch.

import path from "node:path";
import { beastUnitLimit, rooms } from "./tables.mjs";

const topFolders = ["src", "ui", "tests", "bench", "bin", "docs", ".ci"];

// The paths that a document names: links, and words in backquotes that begin with a folder of this project or a room.
function* namedPaths(line) {
  for (const [, target] of line.matchAll(/\]\(([^)#\s]+)[^)]*\)/g))
    if (!/^[a-z]+:/.test(target)) yield { target, isLink: true };
  for (const [, word] of line.matchAll(/`([\w.@-]+(?:\/[\w.@-]*)+)`/g)) {
    const first = word.split("/")[0];
    if (topFolders.includes(first)) yield { target: word };
    else if (rooms[first] && /\.(h|cpp)$/.test(word)) yield { target: `src/${word}` };
  }
}

export const projectRules = [
  {
    name: "documents name only what exists",
    *faults(files) {
      const known = new Set();
      for (const file of files) for (let at = file.path; at !== "."; at = path.dirname(at)) known.add(at);
      for (const file of files.filter((each) => each.path.endsWith(".md")))
        for (const [index, line] of file.lines.entries())
          for (const { target, isLink } of namedPaths(line)) {
            const from = isLink ? path.dirname(file.path) : ".";
            const wanted = path.join(from, target).replace(/\/$/, "");
            const isBuilt = /^(build|ui\/dist|ui\/node_modules)(\/|$)/.test(wanted);
            if (!known.has(wanted) && !isBuilt && wanted !== ".")
              yield [file.path, index + 1, `"${target}" does not exist: write where it is now`];
          }
    },
    catches: [{ path: "README.md", text: "Look at `src/base/gone.cpp`.\n" }],
  },
  {
    name: "few units compile Beast",
    *faults(files) {
      const users = files.filter((file) => /^\s*#\s*include <boost\/beast/m.test(file.text));
      for (const file of users.filter((each) => each.path.endsWith(".h")))
        yield [file.path, 1, "include Beast in a .cpp only; everybody who includes this header would compile it"];
      const units = users.filter((file) => /^src\/.*\.cpp$/.test(file.path) && !file.path.endsWith("_test.cpp"));
      if (units.length > beastUnitLimit)
        for (const file of units)
          yield [file.path, 1, `${units.length} units have Beast, at most ${beastUnitLimit}: keep sockets together`];
    },
    catches: [{ path: "src/http/stream.h", text: "#include <boost/beast/core.hpp>\n" }],
  },
  {
    name: "every header has a reader",
    *faults(files) {
      const included = new Set();
      for (const file of files)
        for (const [, header] of file.text.matchAll(/#\s*include "([^"]+)"/g)) included.add(header);
      for (const file of files.filter((each) => /^(src|tests)\/.*\.h$/.test(each.path)))
        if (!included.has(file.path.replace(/^src\//, ""))) yield [file.path, 1, "nobody includes it: remove it"];
    },
    catches: [{ path: "src/base/lonely.h", text: "#pragma once\n" }],
  },
  {
    name: "the tables are true",
    *faults(files) {
      for (const file of files) {
        const room = file.path.match(/^src\/([^/]+)\//)?.[1];
        if (room && !rooms[room])
          yield [file.path, 1, `give the room ${room}/ its place in the table of tests/structure/tables.mjs`];
      }
    },
    catches: [{ path: "src/attic/box.h", text: "" }],
  },
];


// Puts the built page into the program: node embed_assets.mjs DIST OUT
// Reads all files of DIST (ui/dist) and writes to OUT one .bin with their bytes as they are, as brotli and as
// gzip; one .S
// that takes the .bin into the program; and one .cpp with the table of src/http/assets.h. Without a built
// page it embeds a
// single one that says how to build it. The same files always give the same output, and what would not change is not
// written.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2).map((folder) => path.resolve(folder));
if (!out) {
  console.error("usage: node embed_assets.mjs DIST OUT");
  process.exit(2);
}

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const packable = /^(text\/|application\/(json|manifest\+json|wasm)|image\/(svg|x-icon))/;
// What Vite calls a file whose name follows its content: assets/name-4f3a9c21.js
const hashed = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

const placeholder = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Kontor</title>
<style nonce="__NONCE__">body { font: 16px/1.5 system-ui, sans-serif; max-width: 36em; margin: 4em auto; padding: 0 1em; }</style>
</head>
<body>
<h1>The server is running, but its page has not been built</h1>
<p>Run <code>bin/build</code> in Kontor's source folder and start the program again. The API under <code>/api/v1</code> works
without the page.</p>
</body>
</html>
`;

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && !entry.name.endsWith(".map"))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(name) : [name];
    })
    .sort();
}

function page() {
  const files = filesBelow(dist).map((name) => ({
    path: `/${path.relative(dist, name).split(path.sep).join("/")}`,
    bytes: readFileSync(name),
  }));
  return files.some((file) => file.path === "/index.html")
    ? files
    : [{ path: "/index.html", bytes: Buffer.from(placeholder) }];
}

// A packed form that saves less than a tenth is not worth having.
function packedForms(file, type) {
  const worth = (packed) => (packed.length < file.bytes.length * 0.9 ? packed : Buffer.alloc(0));
  // index.html differs in each answer and is packed by the server.
  if (!packable.test(type) || file.path === "/index.html") return [Buffer.alloc(0), Buffer.alloc(0)];
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length,
  };
  return [worth(brotliCompressSync(file.bytes, { params })), worth(gzipSync(file.bytes, { level: 9 }))];
}

function writeWhenChanged(name, content) {
  const file = path.join(out, name);
  const bytes = Buffer.from(content);
  if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
}

const blob = [];
let blobSize = 0;
function view(bytes) {
  if (bytes.length === 0) return "{}";
  const text = `{ kontor_embedded_bytes + ${blobSize}, ${bytes.length} }`;
  blob.push(bytes);
  blobSize += bytes.length;
  return text;
}

const rows = page().map((file) => {
  const type = types[path.extname(file.path)] ?? "application/octet-stream";
  const etag = createHash("sha256").update(file.bytes).digest("hex").slice(0, 16);
  const forms = [file.bytes, ...packedForms(file, type)].map(view).join(", ");
  return `    EmbeddedFile { ${JSON.stringify(file.path)}, ${JSON.stringify(type)}, "W/\\"${etag}\\"", ${forms}, ${hashed.test(file.path)} },`;
});
const bytes = Buffer.concat(blob);

mkdirSync(out, { recursive: true });
writeWhenChanged("embedded_assets.bin", bytes);
// The sum makes this file change with the bytes, which no build tool would otherwise see behind .incbin.
writeWhenChanged(
  "embedded_assets.S",
  `/* ${createHash("sha256").update(bytes).digest("hex")} */
    .section .rodata
    .global kontor_embedded_bytes
    .balign 16
kontor_embedded_bytes:
    .incbin ${JSON.stringify(path.join(out, "embedded_assets.bin"))}
    .byte 0
    .section .note.GNU-stack, "", %progbits
`,
);
writeWhenChanged(
  "embedded_assets.cpp",
  `#include "http/assets.h"

#include <array>

extern "C" char const kontor_embedded_bytes[];

namespace kontor::http {

namespace {

std::array<EmbeddedFile, ${rows.length}> const files { {
${rows.join("\n")}
} };

}

std::span<EmbeddedFile const> embedded_files() { return files; }

}
`,
);

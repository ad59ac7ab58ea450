import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const types = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const nonce = "journey";

// JOURNEY_PAGE=ui/dist: a page that was built a moment ago, in place of the one inside of the program, under the same
// rules. Whoever works on the page need not build the program for each try.
export async function servePageFrom(folder, context) {
  const policy = await context.request.get("/").then((answer) => answer.headers()["content-security-policy"]);
  const headers = { "Content-Security-Policy": policy.replace(/'nonce-[^']*'/, `'nonce-${nonce}'`) };
  const index = readFileSync(path.join(folder, "index.html"), "utf8").replaceAll("__NONCE__", nonce);
  await context.route(/^http:\/\/[^/]+\/(?!api\/)/, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(folder, path.normalize(pathname));
    if (!existsSync(file) || !statSync(file).isFile()) {
      return route.fulfill({ body: index, contentType: "text/html; charset=utf-8", headers });
    }
    return route.fulfill({ body: readFileSync(file), contentType: types[path.extname(file)] ?? "text/plain" });
  });
}

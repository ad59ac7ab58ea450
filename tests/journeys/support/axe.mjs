import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./workspace.mjs";

const fromPage = createRequire(path.join(root, "ui/package.json"));
const axe = readFileSync(fromPage.resolve("axe-core/axe.min.js"), "utf8");

// Asks axe, inside of the page, for everything that WCAG 2.2 AA and its own good practice forbid.
export async function look(page, name, run) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  const pictures = process.env.JOURNEY_PICTURES;
  if (pictures) {
    const { language, scheme, size } = run.setting;
    await page.screenshot({ path: path.join(pictures, `${name}-${size}-${language}-${scheme}.png`) });
  }
  if (violations.length === 0) return;
  const told = violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 300)}\n${failureSummary}`);
    return `${id}: ${help}\n${places.join("\n")}`;
  });
  throw new Error(`axe on ${name}: ${told.join("\n\n")}`);
}

import { mkdirSync } from "node:fs";
import path from "node:path";
import { closeBrowser, openPage } from "./page.mjs";
import { root, Workspace } from "./workspace.mjs";
import { loadTexts, wordsOf } from "./words.mjs";

const logs = path.join(root, "build/logs");
let passed = 0;
let failed = 0;

export class Journey {
  #name;
  #workspaces = [];
  pages = [];

  constructor(name, setting) {
    this.#name = name;
    this.setting = setting;
    this.language = setting.language;
    this.text = wordsOf(setting.language);
  }

  async workspace(options = {}) {
    const workspace = await Workspace.start({ language: this.language, ...options });
    this.#workspaces.push(workspace);
    return workspace;
  }

  async page(workspace, options = {}) {
    const page = await openPage(workspace, { ...this.setting, ...options });
    this.pages.push(page);
    return page;
  }

  // One thing that must hold, said as a sentence; counted.
  async step(sentence, work) {
    const began = performance.now();
    await work();
    for (const page of this.pages) {
      const [complaint] = page.complaints.splice(0);
      if (complaint) throw new Error(`${sentence}: the page complains: ${complaint}`);
    }
    passed++;
    console.log(`    ${sentence} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }

  async end() {
    for (const page of this.pages) await page.context().close();
    for (const workspace of this.#workspaces) await workspace.stop();
  }

  async picture() {
    mkdirSync(logs, { recursive: true });
    for (const [index, page] of this.pages.entries()) {
      const file = path.join(logs, `journey-${this.#name.replace(/\W+/g, "-")}-${index + 1}.png`);
      await page.screenshot({ path: file, timeout: 5000 }).then(
        () => console.log(`    see ${path.relative(root, file)} at ${page.url()}`),
        () => console.log("    there is no screenshot"),
      );
    }
  }
}

// Runs the same way for each setting: {language, scheme, size}. What goes wrong ends the way, not the others.
export async function journey(name, settings, way) {
  await loadTexts();
  for (const setting of settings) {
    const full = `${name}, ${setting.language} ${setting.scheme} ${setting.size}`;
    console.log(full);
    const run = new Journey(full, setting);
    try {
      await way(run);
    } catch (error) {
      failed++;
      console.log(`    FAILED: ${error.stack ?? error}`);
      for (const page of run.pages)
        for (const complaint of page.complaints) console.log(`    the page says: ${complaint}`);
      await run.picture();
    } finally {
      await run.end();
    }
  }
}

export async function report() {
  await closeBrowser();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

// Interrupted, it takes its server and its browser along.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

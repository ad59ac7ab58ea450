// Everything without a mouse: the palette, going to places, creating, walking a list, on a Russian keyboard too.
import { equal, ok } from "node:assert/strict";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";

const settings = [
  { language: "en", scheme: "dark", size: "desktop" },
  { language: "ru", scheme: "light", size: "desktop" },
];

await journey("keys", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace({ accounts: 30 });
  const meta = await workspace.send("GET", `/meta?lang=${run.language}`);
  const entity = (name) => meta.entities.find((candidate) => candidate.name === name);
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");
  const dialog = page.getByRole("dialog");
  const gone = () => dialog.waitFor({ state: "detached" });
  // As a person presses it: the place on the keyboard, with the letter of the layout.
  const keyboard = await page.context().newCDPSession(page);
  const cyrillic = { G: "п", A: "ф", D: "в", J: "о", K: "л", X: "ч", C: "с" };
  const press = async (letter) => {
    if (run.language === "en") return page.keyboard.press(letter.toLowerCase());
    const key = { code: `Key${letter}`, key: cyrillic[letter], windowsVirtualKeyCode: letter.charCodeAt(0) };
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", text: cyrillic[letter], ...key });
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  };

  await page.goto("/accounts?view=v_all");
  const grid = page.locator(".grid");
  const [account] = await workspace.find("accounts", "", { page_size: 1, order_by: "name" });
  await grid.getByText(account.name).waitFor();

  await run.step("the palette finds a record by a piece of its name and opens it", async () => {
    await page.keyboard.press("Control+k");
    await dialog.waitFor();
    await dialog.getByRole("textbox").fill(account.name.slice(0, 7));
    await dialog.locator("[data-action]").filter({ hasText: account.name }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/accounts\/\d+/);
    await page.getByRole("heading", { name: account.name }).waitFor();
    await gone();
  });

  await run.step("an empty palette begins with what was opened last, and Escape leaves it", async () => {
    await page.keyboard.press("/");
    await dialog.locator("[data-action]").first().getByText(account.name).waitFor();
    await page.keyboard.press("Escape");
    await gone();
  });

  await run.step("G and a letter go to a list", async () => {
    await press("G");
    await press("D");
    await page.waitForURL(/\/deals/);
    await press("G");
    await press("A");
    await page.waitForURL(/\/accounts/);
  });

  await run.step("J, K and X walk and select, and the bar counts", async () => {
    await page.goto("/accounts?view=v_all");
    await grid.getByText(account.name).waitFor();
    await press("J");
    await press("X");
    await press("J");
    await press("X");
    const bar = page.getByRole("toolbar", { name: text("bulk.toolbar") });
    await bar.getByRole("status").getByText(text("count.selected", { count: 2, formatted: "2" })).waitFor();
    equal(await grid.locator("[role=row][aria-selected=true]").count(), 2);
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
  });

  await run.step("Space opens the preview, and it follows the focus", async () => {
    await page.keyboard.press("Space");
    const peek = page.locator(".peek, [aria-label='" + text("record.peek") + "']").first();
    await peek.waitFor();
    const before = await peek.innerText();
    await press("J");
    await page.waitForFunction((words) => document.querySelector(".peek")?.innerText !== words, before);
    await page.keyboard.press("Escape");
    await peek.waitFor({ state: "detached" });
  });

  await run.step("Enter opens the row, and J leads to the next record of the same list", async () => {
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/accounts\/\d+/);
    const before = page.url();
    // It can be pressed once the neighbours in the list are known.
    await page.getByRole("button", { name: text("record.next") }).click({ trial: true });
    await press("J");
    await page.waitForFunction((url) => location.href !== url, before);
    await page.getByRole("button", { name: text("record.previous") }).click({ trial: true });
    await press("K");
    await page.waitForURL(before);
  });

  await run.step("C and a letter create; Ctrl and Enter save", async () => {
    await press("C");
    await press("A");
    await dialog.waitFor();
    const name = entity("accounts").fields.find((field) => field.name === "name").label;
    await dialog.getByLabel(name, { exact: false }).first().fill("Keyboard GmbH");
    await page.keyboard.press("Control+Enter");
    await gone();
    await page.getByRole("heading", { name: "Keyboard GmbH" }).waitFor();
  });

  await run.step("Ctrl and Z take it back", async () => {
    page.forgiven.push(/status of 404 /);
    await page.keyboard.press("Control+z");
    await page.getByText(text("record.undone")).first().waitFor();
    equal((await workspace.find("accounts", 'name = "Keyboard GmbH"')).length, 0);
  });

  await run.step("a letter typed into a field is a letter", async () => {
    await page.goto("/accounts?view=v_all");
    const search = page.getByRole("searchbox", { name: text("view.searchIn") });
    await search.fill("");
    await search.pressSequentially("gdx");
    equal(await search.inputValue(), "gdx");
    ok(page.url().includes("/accounts"));
    await search.fill("");
  });

  await run.step("the question mark lists the keys, [ folds the sidebar, Ctrl and J turn the light off", async () => {
    await page.locator("h1").click();
    await page.keyboard.press("Shift+Slash");
    await dialog.getByText(text("keyboard.palette")).waitFor();
    await page.keyboard.press("Escape");
    await gone();
    await page.keyboard.press("[");
    await page.locator(".app[data-folded]").waitFor();
    await page.keyboard.press("[");
    const scheme = () => page.locator("html").getAttribute("data-mantine-color-scheme");
    const before = await scheme();
    await page.keyboard.press("Control+j");
    ok((await scheme()) !== before);
  });
});

await report();

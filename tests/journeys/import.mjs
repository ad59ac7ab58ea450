// A file of another program becomes records: mapped, tried, mended, brought in, and taken back.
import { equal, match, ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";
import { root } from "./support/workspace.mjs";

const settings = [
  { language: "en", scheme: "dark", size: "desktop" },
  { language: "ru", scheme: "light", size: "phone" },
];

// A hardware seller's 85 clients; the path is that of the C++ tests.
const data = process.env.KONTOR_SHARED_DATA ?? path.join(root, "../shared/data");
const file = path.join(data, "crm-sales-opportunities/accounts.csv");
if (!existsSync(file)) {
  console.log(`There is no ${path.basename(file)} in ${data}: nothing to import.`);
  console.log("0 passed, 0 failed");
  process.exit(0);
}

await journey("import", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace();
  const meta = await workspace.send("GET", `/meta?lang=${run.language}`);
  const accounts = meta.entities.find((entity) => entity.name === "accounts");
  const label = (name) => accounts.fields.find((field) => field.name === name).label;
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");
  const button = (name) => page.getByRole("button", { name, exact: true });
  const count = (name) => page.locator(`[data-count=${name}] dd`);

  await run.step("the file is read and its columns are laid over the fields", async () => {
    await page.goto("/import/accounts");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("accounts.csv").waitFor();
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "employees" }) });
    await row.getByText(label("employees"), { exact: true }).first().waitFor();
    if (run.setting.size === "desktop") await page.getByText("2822").first().waitFor();
  });

  const column = (header) =>
    page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: header, exact: true }) }).first();
  const mapTo = async (header, field) => {
    await column(header).locator(".form-picker").first().click();
    await page.getByRole("combobox", { name: text("imports.fieldOf", { column: header }) }).fill(label(field));
    await page.getByRole("option", { name: label(field), exact: true }).click();
  };

  await run.step("columns with other names are told where they go", async () => {
    await mapTo("account", "name");
    await mapTo("sector", "industry");
    await mapTo("subsidiary_of", "parent");
    await page.getByLabel(text("imports.missingOf", { column: "subsidiary_of" })).selectOption("reject");
    await column("account").getByText(label("name"), { exact: true }).first().waitFor();
    await column("sector").getByText(label("industry"), { exact: true }).first().waitFor();
  });

  await run.step("the preview shows the faulty rows first and why", async () => {
    await page.locator("td.import-fault").filter({ hasText: "technolgy" }).first().waitFor();
    ok((await page.locator("td.import-fault small").first().innerText()).length > 5);
  });

  await run.step("a better value mends all rows that have it", async () => {
    const faulty = page.locator("td.import-fault").filter({ hasText: "technolgy" });
    await faulty.first().getByRole("textbox").fill("technology");
    await page.keyboard.press("Enter");
    await faulty.first().waitFor({ state: "detached" });
  });

  await run.step("a trial says what would happen, and nothing has happened", async () => {
    await button(text("imports.trial")).click();
    await page.getByRole("heading", { name: text("imports.tried") }).waitFor();
    equal(await count("read").innerText(), "85");
    equal((await workspace.find("accounts", "")).length, 0);
  });

  await run.step("the import brings in what is good and keeps what is not", async () => {
    await button(text("imports.run")).click();
    await page.getByRole("heading", { name: text("imports.done"), exact: true }).waitFor();
    const created = Number(await count("created").innerText());
    const rejected = Number(await count("rejected").innerText());
    equal(created + rejected, 85);
    ok(created > 0 && rejected > 0, `${created} created, ${rejected} rejected`);
    equal((await workspace.find("accounts", "")).length, created);
    await page.getByText(text("imports.rejectedRows")).waitFor();
  });

  await run.step("the rejected rows come as a file for the spreadsheet", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: text("imports.download") }).click(),
    ]);
    match(download.suggestedFilename(), /\.csv$/);
    equal(await download.failure(), null);
  });

  await run.step("undo takes all of it back", async () => {
    await button(text("imports.undo")).click();
    await page.getByRole("heading", { name: text("imports.undone") }).waitFor();
    equal((await workspace.find("accounts", "")).length, 0);
  });
});

await report();

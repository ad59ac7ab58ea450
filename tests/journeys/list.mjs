// A long list: filtered, sorted, grouped, edited in place and in bulk, kept as a view, scrolled to its end.
import { equal, match, ok } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";

const settings = [{ language: "en", scheme: "light", size: "desktop" }];
const accountsCount = 12_000;

// Rows as an import takes them: nothing else makes so many so quickly.
function accountRows() {
  const industries = ["energy", "food", "technology", "manufacturing"];
  const rows = ["name,industry,employees,annual_revenue"];
  for (let row = 1; row <= accountsCount; row++) {
    const name = `Account ${String(row).padStart(5, "0")}`;
    rows.push(`${name},${industries[row % industries.length]},${row},${row}000`);
  }
  return rows.join("\n");
}

await journey("list", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace({
    prepare: (folder, kontor) => {
      const file = path.join(folder, "accounts.csv");
      writeFileSync(file, accountRows());
      kontor(["import", "accounts", file, "--as", "ada@acme.test"]);
    },
  });
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");

  const dialog = page.getByRole("dialog");
  const button = (name) => page.getByRole("button", { name, exact: true });
  const grid = page.locator(".grid");
  const cell = (row, column) => grid.locator(`[aria-rowindex="${row + 2}"] .cell`).nth(column + 1);
  const total = page.locator(".top-bar").getByRole("status");
  const counted = (count) => page.waitForFunction(
    (wanted) => document.querySelector(".top-bar [role=status]")?.textContent.replace(/\D/g, "") === wanted,
    String(count),
  );
  const header = (name) => grid.getByRole("columnheader", { name: new RegExp(name) });

  await run.step("all of them are counted, and only a screenful is in the document", async () => {
    await page.goto("/accounts?view=v_all");
    await counted(accountsCount);
    await cell(0, 0).getByText("Account").waitFor();
    ok((await grid.locator("[role=row]").count()) < 80);
  });

  await run.step("the end of the list is one key away, and its rows are there", async () => {
    await grid.focus();
    await page.keyboard.press("Control+End");
    await cell(accountsCount - 1, 0).getByText("Account").waitFor();
    await page.keyboard.press("Control+Home");
    await cell(0, 0).getByText("Account").waitFor();
  });

  await run.step("dragging the scrollbar to the middle shows the rows of the middle", async () => {
    await grid.evaluate((node) => {
      node.scrollTop = node.scrollHeight / 2;
    });
    await page.waitForFunction((count) => {
      const rows = [...document.querySelectorAll(".grid-row")].filter((row) => !row.querySelector(".skeleton"));
      return rows.some((row) => Math.abs(Number(row.getAttribute("aria-rowindex")) - count / 2) < 60);
    }, accountsCount);
    await grid.evaluate((node) => {
      node.scrollTop = 0;
    });
  });

  await run.step("columns are chosen in the display menu", async () => {
    await button(text("view.display")).click();
    await dialog.getByLabel(text("view.findField")).fill("Employees");
    await dialog.getByRole("checkbox", { name: "Employees" }).check();
    await dialog.getByLabel(text("view.findField")).fill("Annual");
    await dialog.getByRole("checkbox", { name: "Annual revenue", exact: true }).check();
    await dialog.getByLabel(text("view.findField")).fill("Industry");
    await dialog.getByRole("checkbox", { name: "Industry", exact: true }).check();
    await page.keyboard.press("Escape");
    await header("Employees").waitFor();
    await header("Annual revenue").waitFor();
  });

  const small = 'employees <= 400 AND (industry = "food" OR industry = "energy")';
  const columnMenu = (name) => grid.getByRole("button", { name: text("view.columnMenu", { name }) });
  const columnOf = async (name) => {
    const names = await grid.getByRole("columnheader").allInnerTexts();
    return names.findIndex((words) => words.includes(name)) - 1;
  };

  await run.step("a condition narrows the list, and its chip says so", async () => {
    await button(text("view.filter")).click();
    await dialog.getByRole("combobox").first().fill("Employees");
    await page.keyboard.press("Enter");
    await dialog.getByLabel(`Employees: ${text("filter.operator")}`).selectOption("lessOrEqual");
    await dialog.getByLabel(`Employees: ${text("filter.value")}`).fill("400");
    await page.keyboard.press("Enter");
    await counted(400);
    await page.locator(".filter-chip").filter({ hasText: "400" }).waitFor();
    match(decodeURIComponent(page.url()), /filter=/);
  });

  await run.step("groups of conditions are built in a dialog, also as text", async () => {
    await button(text("view.filter")).click();
    await dialog.getByRole("button", { name: text("filter.advanced") }).click();
    await dialog.getByRole("button", { name: text("filter.asText") }).click();
    await dialog.getByLabel(text("filter.text")).fill(small);
    await dialog.getByRole("button", { name: text("filter.asForm") }).click();
    equal(await dialog.getByRole("group", { name: text("filter.group") }).count(), 2);
    await dialog.getByRole("button", { name: text("filter.apply"), exact: true }).click();
    await counted(200);
  });

  await run.step("a click on a heading sorts, another one turns it round", async () => {
    const employees = await columnOf("Employees");
    await header("Employees").getByRole("button").first().click();
    await page.waitForFunction(() => location.search.includes("order_by=employees"));
    await cell(0, employees).getByText("1", { exact: true }).waitFor();
    await header("Employees").getByRole("button").first().click();
    await cell(0, employees).getByText("400", { exact: true }).or(cell(0, employees).getByText("397")).waitFor();
  });

  await run.step("the footer sums what the filter leaves", async () => {
    // Every fourth and the one after it, up to 400, a thousand times each.
    await grid.locator(".grid-foot").getByText("€40.1M").waitFor();
    await columnMenu("Annual revenue").click();
    await page.getByRole("menuitem", { name: text("grid.aggregate.max"), exact: true }).click();
    await grid.locator(".grid-foot").getByText("€400k").waitFor();
  });

  await run.step("a cell is edited in place, and undo takes it back", async () => {
    const employees = await columnOf("Employees");
    const name = await cell(0, 0).innerText();
    await cell(0, employees).click();
    await page.keyboard.type("399");
    await page.keyboard.press("Enter");
    await page.getByText(text("record.saved", { field: "Employees" })).waitFor();
    const account = await workspace.one("accounts", `name = "${name.trim().split("\n").at(-1)}"`);
    equal(account.employees, 399);
    await button(text("common.undo")).first().click();
    await page.getByText(text("record.undone")).first().waitFor();
    const after = await workspace.one("accounts", `id = "${account.id}"`);
    ok(after.employees !== 399);
  });

  await run.step("records stand in groups, each with its count", async () => {
    await columnMenu("Industry").click();
    await page.getByRole("menuitem", { name: text("view.groupByThis") }).click();
    match(await page.locator(".group-row").innerText(), /Energy\s+100/);
    await page.getByRole("button", { name: `${text("grid.collapse")}: Energy` }).click();
    await page.locator(".group-row").nth(1).waitFor();
    match(await page.locator(".group-row").nth(1).innerText(), /Food\s+100/);
  });

  await run.step("what was arranged is kept as a view with its own tab", async () => {
    await button(text("view.save")).click();
    await page.getByRole("menuitem", { name: text("view.saveAs") }).click();
    await dialog.getByLabel(text("view.name")).fill("Small feeders");
    await dialog.getByRole("button", { name: text("common.save"), exact: true }).click();
    await page.getByRole("button", { name: "Small feeders" }).waitFor();
    await page.goto("/accounts?view=v_all");
    await counted(accountsCount);
    await page.getByRole("button", { name: "Small feeders" }).click();
    await counted(200);
    await page.locator(".group-row").first().waitFor();
  });

  await run.step("many are changed at once, and all of it is taken back", async () => {
    await grid.getByRole("checkbox").first().click();
    await page.getByRole("toolbar").getByRole("button", { name: /200/ }).click();
    await page.getByRole("toolbar").getByRole("button", { name: text("bulk.changeField") }).click();
    await dialog.getByRole("combobox").fill("Tier");
    await page.keyboard.press("Enter");
    await dialog.locator(".form-picker").click();
    await page.getByRole("option", { name: "Growth" }).click();
    await dialog.getByRole("button", { name: /200/ }).click();
    await page.getByText(text("count.changed", { count: 200, formatted: "200" })).waitFor();
    equal((await workspace.find("accounts", `${small} AND tier = "growth"`)).length, 200);
    await button(text("common.undo")).first().click();
    await page.getByText(text("record.undone")).first().waitFor();
    equal((await workspace.find("accounts", `${small} AND tier = "growth"`)).length, 0);
  });
});

await report();

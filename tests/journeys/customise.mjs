// Fields of one's own: of every type, found at once wherever fields are, renamed, ordered, retired, brought back.
import { deepEqual, equal, ok } from "node:assert/strict";
import { look } from "./support/axe.mjs";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";

const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "desktop" },
];

const types = [
  ...["text", "long_text", "rich_text", "email", "phone", "url", "whole", "number", "percent", "money", "duration"],
  ...["day", "instant", "choice", "choices", "flag", "link", "links", "file", "address", "json"],
];

await journey("customise", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace();
  const acme = await workspace.create("accounts", { name: "Acme GmbH" });
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");
  const dialog = page.getByRole("dialog");
  const button = (name, on = page) => on.getByRole("button", { name, exact: true });
  const ownFields = async () =>
    (await workspace.send("GET", "/meta/accounts/fields")).items.filter(({ custom, retired }) => custom && !retired);
  const row = (name) => page.locator(".schema-field").filter({ hasText: name });
  // The label in the language of the page is the first of the two.
  const labelled = (name) => dialog.getByLabel(name, { exact: true }).first();

  await run.step("a field of each type is made in the editor", async () => {
    await page.goto("/settings?section=schema&object=accounts");
    for (const type of types) {
      await button(text("schema.newField")).click();
      await labelled(text("schema.label")).fill(`Own ${type}`);
      await labelled(text("schema.type")).selectOption(type);
      if (type === "choice" || type === "choices") {
        for (const [index, word] of ["Low", "High"].entries()) {
          await button(text("schema.addChoice"), dialog).click();
          await dialog.getByLabel(text("schema.choice", { number: index + 1 })).fill(word);
        }
      }
      if (type === "link" || type === "links") await labelled(text("schema.target")).selectOption("contacts");
      if (type === "text") await look(page, "customise-field", run);
      await button(text("schema.addField"), dialog).click();
      await dialog.waitFor({ state: "detached" });
      await row(`x_own_${type}`).first().waitFor();
    }
    deepEqual(
      (await ownFields()).map(({ type }) => type),
      types,
    );
    await look(page, "customise-fields", run);
  });

  await run.step("the same name a second time is refused, at its place", async () => {
    page.forgiven.push(/status of 4\d\d .*\/meta\/accounts\/fields/);
    await button(text("schema.newField")).click();
    await labelled(text("schema.label")).fill("Own text");
    await button(text("schema.addField"), dialog).click();
    await dialog.locator("[id$=-error], .field-fault").first().waitFor();
    await button(text("common.cancel"), dialog).click();
    equal((await ownFields()).length, types.length);
  });

  await run.step("it can be chosen as a column at once", async () => {
    await page.goto("/accounts");
    await button(text("view.display")).click();
    await dialog.getByLabel(text("view.findField")).fill("Own whole");
    await dialog.getByRole("checkbox", { name: "Own whole", exact: true }).check();
    await page.keyboard.press("Escape");
    await page.getByRole("columnheader").filter({ hasText: "Own whole" }).waitFor();
  });

  await run.step("it can be filtered by at once", async () => {
    await button(text("view.filter")).click();
    await dialog.getByRole("combobox").first().fill("Own whole");
    await page.keyboard.press("Enter");
    await dialog.getByLabel(`Own whole: ${text("filter.operator")}`).waitFor();
    await page.keyboard.press("Escape");
  });

  await run.step("it stands among the facts of a record, and is filled in there", async () => {
    await page.goto(`/accounts/${acme.id}`);
    const edit = page.getByRole("button", { name: text("record.edit", { field: "Own whole" }) });
    await edit.click({ force: true });
    await page.locator(".record-side .inline-editor input").first().fill("7");
    await page.keyboard.press("Enter");
    await page.getByText(text("record.saved", { field: "Own whole" })).waitFor();
    equal((await workspace.one("accounts", `id = "${acme.id}"`)).x_own_whole, 7);
  });

  await run.step("it stands in the form of a new record", async () => {
    await page.goto("/accounts");
    await button(text("common.create")).first().click();
    await dialog.getByLabel("Own choice", { exact: true }).first().waitFor();
    await page.keyboard.press("Escape");
  });

  await run.step("a label and choices are changed, and what records hold stays", async () => {
    await workspace.send("PATCH", `/accounts/${acme.id}`, { x_own_choice: "low" });
    await page.goto("/settings?section=schema&object=accounts");
    await page.getByRole("button", { name: text("schema.editField", { name: "Own choice" }), exact: true }).click();
    await labelled(text("schema.label")).fill("Risk");
    await dialog.getByLabel(text("schema.choice", { number: 1 })).fill("Small");
    await button(text("schema.addChoice"), dialog).click();
    await dialog.getByLabel(text("schema.choice", { number: 3 })).fill("None");
    await dialog.getByRole("button", { name: `${text("schema.retireChoice")}: High` }).click();
    await look(page, "customise-choices", run);
    await button(text("common.save"), dialog).click();
    await dialog.waitFor({ state: "detached" });
    await row("Risk").first().waitFor();
    const field = (await ownFields()).find(({ name }) => name === "x_own_choice");
    deepEqual(
      field.choices.map(({ value, retired }) => [value, retired ?? false]),
      [
        ["low", false],
        ["high", true],
        ["none", false],
      ],
    );
    equal((await workspace.one("accounts", 'x_own_choice = "low"')).id, acme.id);
  });

  await run.step("fields are put in another order", async () => {
    const [first, second] = await ownFields();
    const name = first.label[run.language] || first.label.en;
    await page.getByRole("button", { name: text("settings.down", { name }), exact: true }).click();
    await page.waitForFunction(
      ([wanted]) => document.querySelector(".schema-field small")?.textContent === wanted,
      [second.name],
    );
    deepEqual(
      (await ownFields()).slice(0, 2).map(({ name }) => name),
      [second.name, first.name],
    );
  });

  await run.step("a retired field is gone everywhere, and comes back with its values", async () => {
    const name = "Own whole";
    await page.getByRole("button", { name: text("schema.retireField", { name }), exact: true }).click();
    await button(text("schema.retire"), dialog).click();
    await page.getByRole("heading", { name: text("schema.retiredFields") }).waitFor();
    ok(!("x_own_whole" in (await workspace.one("accounts", `id = "${acme.id}"`))), "a retired field is still told");
    await button(text("schema.restore")).click();
    await page.getByRole("heading", { name: text("schema.retiredFields") }).waitFor({ state: "detached" });
    equal((await workspace.one("accounts", `id = "${acme.id}"`)).x_own_whole, 7);
  });
});

await report();

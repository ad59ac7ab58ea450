// The page of a record, with a colleague at another desk: words, files, history, and who wins.
import { equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";

const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "phone" },
];

await journey("record", settings, async (run) => {
  const { text } = run;
  const isPhone = run.setting.size === "phone";
  const workspace = await run.workspace({
    prepare: (_, kontor) =>
      kontor(
        ["user", "add", "--email", "ben@acme.test", "--name", "Ben Okafor", "--role", "administrator"].concat(
          "--password-stdin",
        ),
        "a long enough password",
      ),
  });
  const meta = await workspace.send("GET", `/meta?lang=${run.language}`);
  const accounts = meta.entities.find((entity) => entity.name === "accounts");
  const label = (name) => accounts.fields.find((field) => field.name === name).label;
  const acme = await workspace.create("accounts", { name: "Acme GmbH", phone: "+49 30 111", employees: 40 });
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");
  const tab = (on, name) => on.getByRole("tab", { name: new RegExp(`^${name}`) });
  const button = (name) => page.getByRole("button", { name, exact: true });
  const openFacts = async (on) => {
    if (isPhone) await tab(on, text("record.details")).click();
  };
  const facts = (on) => on.locator(isPhone ? ".tab-panel" : ".record-side");
  // The value of a field among the facts: its line begins with the label.
  const editor = async (on, name) => {
    await facts(on).getByRole("button", { name: text("record.edit", { field: label(name) }) }).click({ force: true });
    return facts(on).locator(".inline-editor input").first();
  };

  await run.step("a note is written with Ctrl and Enter and stands in the timeline", async () => {
    await page.goto(`/accounts/${acme.id}`);
    await page.getByRole("textbox", { name: text("composer.notePlaceholder") }).fill("They want a quote by Friday.");
    await page.keyboard.press("Control+Enter");
    await page.locator(".entry-card").getByText("They want a quote by Friday.").waitFor();
    equal((await workspace.find("notes", "")).length, 1);
  });

  await run.step("a draft survives a reload", async () => {
    const words = page.getByRole("textbox", { name: text("composer.notePlaceholder") });
    await words.fill("Half a thought");
    await page.reload();
    equal(await words.inputValue(), "Half a thought");
    await words.fill("");
  });

  await run.step("a task is planned for a day and can be checked off", async () => {
    await page.locator(".composer-kind").filter({ hasText: text("composer.task") }).click();
    await page.getByRole("textbox", { name: text("composer.taskPlaceholder") }).fill("Send the quote");
    await page.locator(".composer").getByRole("button", { name: text("common.save"), exact: true }).click();
    await page.locator(".entry").getByText("Send the quote").first().waitFor();
    await button(text("timeline.done")).click();
    const dialog = page.getByRole("dialog");
    await dialog.or(button(text("timeline.done"))).first().waitFor().catch(() => undefined);
    if (await dialog.isVisible()) await dialog.locator("button[type=submit]").click();
    await button(text("timeline.done")).waitFor({ state: "detached" });
    equal((await workspace.one("activities", 'subject = "Send the quote"')).status, "done");
  });

  await run.step("a file goes up and comes down as it was", async () => {
    await tab(page, text("related.files")).click();
    const bytes = Buffer.from("offer,price\nPump,120\n");
    await page.locator("input[type=file]").setInputFiles({ name: "offer.csv", mimeType: "text/csv", buffer: bytes });
    const link = page.locator(".file-list").getByRole("link", { name: /offer\.csv/ }).first();
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    ok(readFileSync(await download.path()).equals(bytes), "other bytes came back");
  });

  await run.step("a value is changed in place, and history knows the old one", async () => {
    await openFacts(page);
    const input = await editor(page, "phone");
    await input.fill("+49 30 222");
    await page.keyboard.press("Enter");
    await page.getByText(text("record.saved", { field: label("phone") })).waitFor();
    await tab(page, text("related.history")).click();
    const line = page.locator(".change-line").filter({ hasText: label("phone") });
    await line.getByText("+49 30 111").first().waitFor();
  });

  await run.step("the old value is put back from the history", async () => {
    await page.getByRole("button", { name: text("history.restore", { field: label("phone") }) }).first().click();
    await page.getByText(text("history.restored", { field: label("phone") })).waitFor();
    equal((await workspace.one("accounts", `id = "${acme.id}"`)).phone, "+49 30 111");
  });

  if (run.language !== "en") await workspace.speak("ben@acme.test", run.language);
  const colleague = await run.page(workspace);
  await signIn(colleague, "ben@acme.test");

  await run.step("what a colleague saves appears by itself", async () => {
    await page.goto(`/accounts/${acme.id}`);
    await openFacts(page);
    await facts(page).getByText("40", { exact: true }).waitFor();
    await colleague.goto(`/accounts/${acme.id}`);
    await openFacts(colleague);
    const input = await editor(colleague, "employees");
    await input.fill("41");
    await colleague.keyboard.press("Enter");
    await facts(page).getByText("41", { exact: true }).waitFor();
  });

  await run.step("two change the same field: both values are shown, and mine can stand", async () => {
    // The stream would tell of the other change at once; a page that was asleep does not hear it.
    page.forgiven.push(/status of 412 /, /ERR_FAILED .*\/stream/);
    await page.route("**/api/v1/stream", (route) => route.abort());
    await page.goto(`/accounts/${acme.id}`);
    await openFacts(page);
    const input = await editor(page, "employees");
    const theirs = await editor(colleague, "employees");
    await theirs.fill("50");
    await colleague.keyboard.press("Enter");
    await colleague.getByText(text("record.saved", { field: label("employees") })).first().waitFor();
    await input.fill("60");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: text("conflict.title") });
    await dialog.getByText("60", { exact: true }).waitFor();
    await dialog.getByText("50", { exact: true }).waitFor();
    await dialog.getByText(/Ben Okafor/).waitFor();
    await dialog.getByRole("button", { name: text("conflict.keepMine") }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(text("record.saved", { field: label("employees") })).first().waitFor();
    equal((await workspace.one("accounts", `id = "${acme.id}"`)).employees, 60);
  });

  await run.step("or theirs", async () => {
    const input = await editor(page, "employees");
    await workspace.send("PATCH", `/accounts/${acme.id}`, { employees: 70 });
    await input.fill("80");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: text("conflict.title") });
    await dialog.getByRole("button", { name: text("conflict.keepTheirs") }).click();
    await facts(page).getByText("70", { exact: true }).waitFor();
    equal((await workspace.one("accounts", `id = "${acme.id}"`)).employees, 70);
  });

  await run.step("a deleted record goes to the bin, and undo brings it back", async () => {
    // Both pages still show it, and ask once more.
    for (const open of run.pages) open.forgiven.push(/status of 404 .*\/accounts\/\d+\?/);
    await page.getByRole("button", { name: text("record.more") }).click();
    await page.getByRole("menuitem", { name: text("record.delete"), exact: true }).click();
    await page.waitForURL(/\/accounts$/);
    equal((await workspace.find("accounts", "")).length, 0);
    const told = page.getByRole("alert").filter({ hasText: text("record.deleted", { name: "Acme GmbH" }) });
    await told.getByRole("button", { name: text("common.undo") }).click();
    await page.getByText(text("record.undone")).first().waitFor();
    equal((await workspace.find("accounts", "")).length, 1);
  });
});

await report();

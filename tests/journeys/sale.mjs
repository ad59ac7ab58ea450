// From an enquiry to a client: qualified, moved over the board, won; and what the numbers say meanwhile.
import { equal, match, ok } from "node:assert/strict";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";

const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "desktop" },
];

// "€120k" and "120 тыс. €" alike: what counts are the digits.
const digits = (words) => words.replace(/\D/g, "");

await journey("sale", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace();
  const meta = await workspace.send("GET", `/meta?lang=${run.language}`);
  const entity = (name) => meta.entities.find((candidate) => candidate.name === name);
  const field = (of, name) => entity(of).fields.find((candidate) => candidate.name === name);
  const action = (of, name) => entity(of).actions.find((candidate) => candidate.name === name);
  const input = (of, name, asked) => action(of, name).input.find((candidate) => candidate.name === asked).label;
  const stage = (key) => field("deals", "stage").choices.find((choice) => choice.key === key).label;
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");

  const dialog = page.getByRole("dialog");
  const button = (name) => page.getByRole("button", { name, exact: true });
  const send = () => dialog.locator("button[type=submit]").click();
  const settled = () => dialog.waitFor({ state: "detached" });

  await run.step("an enquiry that arrives stands on Today", async () => {
    await page.goto("/today");
    await page.getByText(text("today.attentionNone")).waitFor();
    const asked = {
      subject: "Pumps for hall 3",
      channel: "email",
      company_name: "Globex AG",
      contact_name: "Greta Olsen",
      email: "greta@globex.test",
      budget: "120000",
      currency: "EUR",
      received_at: new Date(Date.now() - 7 * 86_400_000).toISOString(),
    };
    await workspace.create("enquiries", asked);
    await page.reload();
    await page.getByText(asked.subject).waitFor();
  });

  await run.step("it is taken with the verb of its card", async () => {
    const card = page.locator("li, article").filter({ hasText: "Pumps for hall 3" }).first();
    await card.getByRole("button").click();
    await dialog.waitFor();
    await send();
    await settled();
    equal((await workspace.one("enquiries", 'company_name = "Globex AG"')).status, "working");
  });

  await run.step("it is qualified to an account, a contact and a deal", async () => {
    const { id } = await workspace.one("enquiries", 'company_name = "Globex AG"');
    await page.goto(`/enquiries/${id}`);
    await button(action("enquiries", "qualify").label).click();
    await dialog.waitFor();
    equal(await dialog.getByLabel(text("qualify.newAccount")).inputValue(), "Globex AG");
    equal(await dialog.getByLabel(text("qualify.newContact")).inputValue(), "Greta Olsen");
    await send();
    await page.waitForURL("**/deals/*");
    const deal = await workspace.one("deals", 'name = "Pumps for hall 3"');
    equal(deal.account.title, "Globex AG");
    equal(deal.amount, "120000.00");
    const contact = await workspace.one("contacts", 'name = "Greta Olsen"');
    equal(contact.account.title, "Globex AG");
    equal(contact.email, "greta@globex.test");
  });

  await run.step("a second enquiry of the company is offered the client that is there", async () => {
    const again = await workspace.create("enquiries", {
      subject: "Valves for hall 3",
      channel: "phone",
      company_name: "Globex AG",
      contact_name: "Greta Olsen",
      phone: "+49 30 5550100",
    });
    await page.goto(`/enquiries/${again.id}`);
    await button(action("enquiries", "qualify").label).click();
    await dialog.waitFor();
    await send();
    await dialog.getByText(text("qualify.similar")).first().waitFor();
    const take = dialog.getByRole("button", { name: text("qualify.take"), exact: true });
    while ((await take.count()) > 0) await take.first().click();
    await send();
    await page.waitForURL("**/deals/*");
    equal((await workspace.find("accounts", 'name = "Globex AG"')).length, 1);
    equal((await workspace.find("contacts", 'name = "Greta Olsen"')).length, 1);
    equal((await workspace.find("deals", 'account.name = "Globex AG"')).length, 2);
  });

  const column = (key) => page.getByRole("region", { name: stage(key), exact: true });
  const card = (name) => page.locator(".board-card").filter({ hasText: name });

  await run.step("a card is dragged to another column with the mouse", async () => {
    await page.goto("/deals");
    await card("Pumps for hall 3").waitFor();
    await card("Pumps for hall 3").dragTo(column("need"));
    await column("need").locator(".board-card").filter({ hasText: "Pumps for hall 3" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".board-column .board-sums b").length > 0);
    const deal = await workspace.one("deals", 'name = "Pumps for hall 3"');
    equal(deal.stage.title, stage("need"));
  });

  await run.step("undo brings it back, and its column counts it", async () => {
    await button(text("common.undo")).click();
    await column("lead").locator(".board-card").filter({ hasText: "Pumps for hall 3" }).waitFor();
    match(await column("lead").locator("header").innerText(), /\b2\b/);
  });

  await run.step("the keyboard moves it too: a card has the focus, M asks where to", async () => {
    await card("Pumps for hall 3").locator("a").focus();
    await page.keyboard.press("m");
    await dialog.waitFor();
    await page.keyboard.type(stage("offer"));
    await page.keyboard.press("Enter");
    await column("offer").locator(".board-card").filter({ hasText: "Pumps for hall 3" }).waitFor();
    await page.getByRole("status").filter({ hasText: stage("offer") }).first().waitFor({ state: "attached" });
    equal(digits(await column("offer").locator(".board-sums b").innerText()), "120");
  });

  await run.step("winning asks for what it was worth", async () => {
    await card("Pumps for hall 3").locator("a").focus();
    await page.keyboard.press("m");
    await dialog.waitFor();
    await page.keyboard.type(stage("won"));
    await page.keyboard.press("Enter");
    await dialog.getByLabel(input("deals", "win", "amount")).fill("125000");
    await send();
    await settled();
    await card("Pumps for hall 3").waitFor({ state: "detached" });
    equal((await workspace.one("deals", 'name = "Pumps for hall 3"')).status, "won");
  });

  await run.step("Today, the reports and the account agree on it", async () => {
    await page.goto("/today");
    const figure = (name) => page.locator(".figure").filter({ hasText: name }).locator("b");
    await figure(text("today.won")).waitFor();
    equal(digits(await figure(text("today.won")).innerText()), "125");
    await page.goto("/reports/won_lost");
    await page.locator(".report-table tfoot").waitFor();
    const totals = await page.locator(".report-table tfoot td").allInnerTexts();
    ok(
      totals.some((cell) => digits(cell).startsWith("125000")),
      `the report says ${totals}`,
    );
    await page.goto("/reports/top_accounts");
    const row = page.locator(".report-table tbody tr").filter({ hasText: "Globex AG" });
    ok(digits(await row.innerText()).includes("125000"), await row.innerText());
    const account = await workspace.one("accounts", 'name = "Globex AG"');
    equal(account.status, "client");
    await page.goto(`/accounts/${account.id}`);
    const status = field("accounts", "status").choices.find((choice) => choice.value === "client").label;
    await page.locator(".highlight-title").getByText(status).waitFor();
  });

  await run.step("losing asks why, and says so when nothing is answered", async () => {
    const { id } = await workspace.one("deals", 'name = "Valves for hall 3"');
    await page.goto(`/deals/${id}`);
    // What one had better think about waits in the menu.
    await page.locator("button[aria-haspopup=menu]", { hasText: text("bulk.actions") }).click();
    await page.getByRole("menuitem", { name: action("deals", "lose").label, exact: true }).click();
    await dialog.waitFor();
    page.forgiven.push(/status of 422 .*\/lose/);
    await send();
    await dialog.getByRole("alert").first().waitFor();
    await dialog.getByRole("button", { name: input("deals", "lose", "lost_reason") }).click();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await send();
    await settled();
    await page.locator(".highlight-title").getByText(stage("lost")).waitFor();
    ok((await workspace.one("deals", `id = "${id}"`)).lost_reason);
  });

  await run.step("a lost deal is reopened with a reason and is in work again", async () => {
    await button(action("deals", "reopen").label).click();
    await dialog.getByLabel(input("deals", "reopen", "reason")).fill("They have called back");
    await send();
    await settled();
    equal((await workspace.one("deals", 'name = "Valves for hall 3"')).status, "open");
    await page.goto("/deals");
    await card("Valves for hall 3").waitFor();
  });
});

await report();

// From an offer to a paid invoice: lines by keyboard, totals that agree with what is stored, and every dialog of the
// chain submitted.
import { equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";
import { root } from "./support/workspace.mjs";

// Lines are written with the keyboard, so at a desk.
const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "desktop" },
];

const axe = readFileSync(createRequire(path.join(root, "ui/package.json")).resolve("axe-core/axe.min.js"), "utf8");
const cents = (words) => words.replace(/\D/g, "");

await journey("chain", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace();
  const meta = await workspace.send("GET", `/meta?lang=${run.language}`);
  const entity = (name) => meta.entities.find((one) => one.name === name);
  const action = (of, name) => entity(of).actions.find((one) => one.name === name);
  const input = (of, name, asked) => action(of, name).input.find((one) => one.name === asked).label;
  const page = await run.page(workspace);
  await signIn(page, "ada@acme.test");

  const ada = await workspace.one("users", 'email = "ada@acme.test"');
  const standard = await workspace.one("tax_classes", 'key = "standard"');
  if ((await workspace.find("tax_rates", `tax_class = "${standard.id}"`)).length === 0)
    await workspace.create("tax_rates", { tax_class: standard.id, percent: "19", starts_on: "2020-01-01" });
  await workspace.create("products", { name: "Chai", sku: "CH-1", list_price: "18.05", currency: "EUR" });
  await workspace.create("products", { name: "Kettle", sku: "KE-1", list_price: "39.99", currency: "EUR" });
  const globex = await workspace.create("accounts", { name: "Globex AG", currency: "EUR" });
  const greta = await workspace.create("contacts", { first_name: "Greta", last_name: "Olsen" });
  const seat = await workspace.create("positions", {
    account: globex.id,
    contact: greta.id,
    title: "Director",
    may_sign: true,
  });
  const offer = await workspace.create("offers", {
    account: globex.id,
    contact: greta.id,
    name: "Tea for the office",
    currency: "EUR",
  });

  const dialog = page.getByRole("dialog");
  const submit = async () => {
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "detached" });
  };
  const settled = async () => {
    await page.locator("h1").first().waitFor();
    await page.waitForFunction(() => !document.querySelector(".skeleton, .skeleton-line"));
  };
  // The first two deeds stand in the open on a wide screen, the others wait in the menu.
  const deed = async (of, name) => {
    const { label } = action(of, name);
    const button = page.getByRole("button", { name: label, exact: true });
    if (await button.first().isVisible()) await button.first().click();
    else {
      await page.locator("button[aria-haspopup=menu]", { hasText: text("bulk.actions") }).click();
      await page.getByRole("menuitem", { name: label, exact: true }).click();
    }
    await dialog.waitFor();
  };
  const look = async (name) => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }),
    );
    const pictures = process.env.JOURNEY_PICTURES;
    if (pictures) {
      const { language, scheme, size } = run.setting;
      await page.screenshot({ path: path.join(pictures, `chain-${name}-${size}-${language}-${scheme}.png`) });
    }
    equal(violations.length, 0, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`).join("\n"));
  };
  const now = (of, id) => workspace.send("GET", `/${of}/${id}`);
  const newest = async (of, filter) => (await workspace.find(of, filter, { order_by: "id desc" }))[0];

  await run.step("lines are written with the keyboard, and products are found by typing", async () => {
    await page.goto(`/offers/${offer.id}`);
    await settled();
    const cell = (row, name) => page.locator(`tr[data-row="${row}"] [data-cell="${name}"]`);
    await cell(0, "description").focus();
    await page.keyboard.type("chai");
    await page.getByRole("option").filter({ hasText: "CH-1" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.dataset.cell === "quantity");
    await page.keyboard.type("12");
    await page.keyboard.press("Enter");
    await cell(1, "description").focus();
    await page.keyboard.type("kettle");
    await page.getByRole("option").filter({ hasText: "KE-1" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.dataset.cell === "quantity");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.locator(".lines-head [role=status]").filter({ hasText: text("commerce.lines.saved") }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("tr.line:not([data-blank])").length === 2);
  });

  await run.step("what the page adds up is what is stored and will be printed", async () => {
    await page.waitForFunction(() => !document.querySelector(".spin"));
    const shown = cents(await page.locator(".line-total dd").innerText());
    const stored = await now("offers", offer.id);
    // 12 at 18.05 and 3 at 39.99, and tax once for the rate.
    equal(stored.net_amount, "336.57");
    equal(cents(stored.total), shown);
    await look("offer");
  });

  await run.step("it is sent, and accepted into an order and a contract", async () => {
    await deed("offers", "send");
    await submit();
    equal((await now("offers", offer.id)).status, "sent");
    await page.reload();
    await settled();
    await deed("offers", "accept");
    await dialog.getByLabel(input("offers", "accept", "make_contract")).check();
    await look("accept");
    await submit();
    equal((await now("offers", offer.id)).status, "accepted");
  });
  const order = await newest("orders", `offer = "${offer.id}"`);
  const contract = await newest("contracts", `offer = "${offer.id}"`);

  await run.step("the contract is signed, prolonged and called off", async () => {
    await workspace.send("PATCH", `/contracts/${contract.id}`, {
      our_signatory: ada.id,
      their_signatory: seat.id,
      kind: "framework",
      starts_on: "2026-01-01",
      ends_on: "2027-12-31",
    });
    await workspace.create("obligations", {
      contract: contract.id,
      name: "Quarterly report",
      due_on: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      every_months: 3,
    });
    await page.goto(`/contracts/${contract.id}`);
    await settled();
    await deed("contracts", "sign");
    await dialog.getByLabel(input("contracts", "sign", "signed_on")).fill("2026-01-01");
    await submit();
    equal((await now("contracts", contract.id)).status, "active");
    await page.reload();
    await settled();
    await deed("contracts", "prolong");
    await dialog.getByLabel(input("contracts", "prolong", "ends_on")).fill("2028-12-31");
    await submit();
    equal((await now("contracts", contract.id)).ends_on, "2028-12-31");
    await look("contract");
  });

  await run.step("what both sides owe under all contracts stands in a calendar", async () => {
    await page.goto("/obligation-calendar");
    await settled();
    await page.getByText("Quarterly report").first().waitFor();
    await look("obligations");
  });

  await run.step("the order is confirmed, delivered in parts and invoiced", async () => {
    await page.goto(`/orders/${order.id}`);
    await settled();
    await deed("orders", "confirm");
    await dialog.getByLabel(input("orders", "confirm", "promised_on")).fill("2099-12-01");
    await submit();
    equal((await now("orders", order.id)).status, "confirmed");
    await page.reload();
    await settled();
    await deed("orders", "deliver");
    await dialog.locator(".quantity-input").first().fill("5");
    await submit();
    equal((await now("orders", order.id)).status, "in_delivery");
    await page.reload();
    await settled();
    await deed("orders", "deliver");
    await submit();
    equal((await now("orders", order.id)).status, "delivered");
    await page.reload();
    await settled();
    await look("order");
    await deed("orders", "invoice");
    await submit();
    equal((await now("orders", order.id)).invoiced_percent, "100");
  });
  const invoice = await newest("invoices", `order = "${order.id}"`);

  await run.step("the invoice is sent and paid by a payment that came before it", async () => {
    const payment = await workspace.create("payments", {
      account: globex.id,
      amount: "1000",
      currency: "EUR",
      reference: "Thanks",
    });
    await page.goto(`/invoices/${invoice.id}`);
    await settled();
    await deed("invoices", "send");
    await submit();
    const sent = await now("invoices", invoice.id);
    equal(sent.status, "sent");
    equal(sent.total, (await now("offers", offer.id)).total);
    await page.goto(`/payments/${payment.id}`);
    await settled();
    await deed("payments", "allocate");
    await look("allocate");
    await submit();
    equal((await now("invoices", invoice.id)).status, "paid");
    equal((await now("orders", order.id)).status, "closed");
  });

  await run.step("goods come back with a credit note", async () => {
    await page.goto(`/orders/${order.id}`);
    await settled();
    await deed("orders", "return");
    await dialog.locator(".quantity-input").first().fill("2");
    await dialog.getByLabel(input("orders", "return", "reason")).fill("Damp");
    await look("return");
    await submit();
    const note = await newest("invoices", `corrects = "${invoice.id}"`);
    equal(note.kind, "credit_note");
    equal(note.net_amount, "36.10");
  });

  await run.step("an invoice is credited, disputed, settled and written off", async () => {
    const other = await workspace.create("invoices", {
      account: globex.id,
      currency: "EUR",
      invoice_lines: [{ description: "Repair", price: "80" }],
    });
    await workspace.send("POST", `/invoices/${other.id}/send`, {});
    await page.goto(`/invoices/${other.id}`);
    await settled();
    await deed("invoices", "credit");
    await dialog.getByLabel(input("invoices", "credit", "reason")).fill("Half of it failed");
    await submit();
    ok(await newest("invoices", `corrects = "${other.id}"`));
    await page.goto(`/invoices/${other.id}`);
    await settled();
    await deed("invoices", "dispute");
    await dialog.getByLabel(input("invoices", "dispute", "reason")).fill("They say it leaks");
    await submit();
    equal((await now("invoices", other.id)).status, "disputed");
    await page.reload();
    await settled();
    await deed("invoices", "write_off");
    await dialog.getByLabel(input("invoices", "write_off", "reason")).fill("Not worth a lawyer");
    await look("write-off");
    await submit();
    equal((await now("invoices", other.id)).status, "written_off");
  });

  await run.step("an offer is revised and declined", async () => {
    const second = await workspace.create("offers", {
      account: globex.id,
      contact: greta.id,
      name: "More tea",
      currency: "EUR",
      offer_lines: [{ description: "Tea", price: "10" }],
    });
    await workspace.send("POST", `/offers/${second.id}/send`, { channel: "email" });
    await page.goto(`/offers/${second.id}`);
    await settled();
    await deed("offers", "revise");
    await dialog.locator(".dialog-foot button").last().click();
    await dialog.waitFor({ state: "detached" });
    equal((await now("offers", second.id)).status, "replaced");
    const next = await newest("offers", `previous = "${second.id}"`);
    equal(String(next.version_no), "2");
    await workspace.send("POST", `/offers/${next.id}/send`, { channel: "email" });
    await page.goto(`/offers/${next.id}`);
    await settled();
    await deed("offers", "decline");
    await dialog.getByRole("button", { name: input("offers", "decline", "decline_reason") }).click();
    await page.getByRole("option").first().click();
    await submit();
    equal((await now("offers", next.id)).status, "declined");
  });

  await run.step("the contract is terminated with a reason", async () => {
    await page.goto(`/contracts/${contract.id}`);
    await settled();
    await deed("contracts", "terminate");
    await dialog.getByRole("button", { name: input("contracts", "terminate", "reason") }).click();
    await page.getByRole("option").first().click();
    await submit();
    equal((await now("contracts", contract.id)).status, "terminated");
  });

  await run.step("the client's page tells of all of it in the order of its days", async () => {
    await page.goto(`/accounts/${globex.id}?tab=chain`);
    await settled();
    await page.getByText("Tea for the office").first().waitFor();
    await look("account");
  });

  await run.step("what is asked for is approved by somebody else", async () => {
    const head = workspace.addUser({ email: "ben@acme.test", name: "Ben Hart", role: "head" });
    ok(head !== undefined);
    const ben = await workspace.one("users", 'email = "ben@acme.test"');
    await workspace.create("approval_rules", {
      name: "Discount above 10 %",
      entity: "offers",
      condition: "largest_discount_percent > 10",
      approver_kind: "person",
      member: ben.id,
    });
    const asked = await workspace.create("offers", {
      account: globex.id,
      contact: greta.id,
      name: "Cheap tea",
      currency: "EUR",
      offer_lines: [{ description: "Tea", price: "10", discount_percent: "20", discount_reason: "Old stock" }],
    });
    await page.goto(`/offers/${asked.id}`);
    await settled();
    await deed("offers", "request_approval");
    await dialog.getByLabel(input("offers", "request_approval", "reason")).fill("It must go");
    await submit();
    equal((await now("offers", asked.id)).approval_status, "waiting");
    const question = await newest("approvals", 'status = "waiting"');
    await signIn(page, "ben@acme.test");
    await page.goto("/today");
    await page.getByText("It must go").waitFor();
    await page.goto(`/approvals/${question.id}`);
    await settled();
    await look("approval");
    await page.goto(`/approvals/${question.id}`);
    await settled();
    await deed("approvals", "approve");
    await submit();
    equal((await now("offers", asked.id)).approval_status, "approved");
  });
});

await report();

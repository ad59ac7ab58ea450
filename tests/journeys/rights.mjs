// Two managers in two departments: what is one's is not there for the other, whichever door he tries.
import { equal, ok } from "node:assert/strict";
import { journey, report } from "./support/journey.mjs";
import { signIn } from "./support/page.mjs";
import { password } from "./support/workspace.mjs";

const settings = [{ language: "en", scheme: "light", size: "desktop" }];

await journey("rights", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace();
  const department = async (name) => (await workspace.create("departments", { name })).id;
  const [north, south] = [await department("North"), await department("South")];
  const role = await workspace.one("roles", 'key = "account_manager"');
  const manager = async (name, email, of) => {
    workspace.addUser({ email, name, role: "account_manager" });
    const user = await workspace.one("users", `email = "${email}"`);
    await workspace.send("PATCH", `/users/${user.id}`, { department: of, role: role.id });
    return user.id;
  };
  const ana = await manager("Ana Lima", "ana@acme.test", north);
  const ben = await manager("Ben Okafor", "ben@acme.test", south);
  const acme = await workspace.create("accounts", { name: "Acme North GmbH", owner: ana });
  const globex = await workspace.create("accounts", { name: "Globex South AG", owner: ben });
  const secret = await workspace.create("deals", { name: "Secret pumps", account: acme.id, owner: ana });
  await workspace.create("deals", { name: "Open valves", account: globex.id, owner: ben });

  const page = await run.page(workspace);
  await signIn(page, "ben@acme.test");
  const main = page.locator("main");
  const never = async (words) => ok(!(await main.innerText()).includes(words), `the page shows ${words}`);

  await run.step("lists hold one's own and not the other's", async () => {
    await page.goto("/accounts?view=v_all");
    await main.getByText("Globex South AG").first().waitFor();
    await never("Acme North");
    await page.getByRole("status").getByText(text("count.records", { count: 1, formatted: "1" })).waitFor();
  });

  await run.step("the board shows and sums only what is his", async () => {
    await page.goto("/deals");
    await page.locator(".board-card").filter({ hasText: "Open valves" }).waitFor();
    await never("Secret pumps");
    await never("Acme North");
  });

  await run.step("search finds nothing of it", async () => {
    await page.keyboard.press("Control+k");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Open valves");
    await dialog.getByText("Open valves").first().waitFor();
    await dialog.getByRole("textbox").fill("Secret pumps");
    await dialog.getByText(text("palette.nothing")).waitFor();
    await dialog.getByRole("textbox").fill("Acme");
    await dialog.getByText(text("palette.nothing")).waitFor();
    await page.keyboard.press("Escape");
  });

  await run.step("an address that he has been sent leads nowhere", async () => {
    page.forgiven.push(/status of 404 /);
    for (const address of [`/accounts/${acme.id}`, `/deals/${secret.id}`]) {
      await page.goto(address);
      await page.getByRole("heading", { name: text("error.notFound") }).waitFor();
    }
  });

  await run.step("nor does a filter that names it", async () => {
    await page.goto(`/deals?view=v_all&filter=${encodeURIComponent(`account = "${acme.id}"`)}`);
    await page.getByText(text("empty.filtered")).waitFor();
  });

  await run.step("the stream does not tell of what he may not see, and does of what is his", async () => {
    const address = `${workspace.address}/api/v1`;
    const headers = { "Content-Type": "application/json" };
    const signed = await fetch(`${address}/session`, {
      method: "POST",
      headers,
      body: JSON.stringify({ email: "ben@acme.test", password }),
    });
    const { token } = await signed.json();
    const stopped = new AbortController();
    const stream = await fetch(`${address}/stream`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: stopped.signal,
    });
    await workspace.send("PATCH", `/accounts/${acme.id}`, { employees: 12 });
    await workspace.send("PATCH", `/accounts/${globex.id}`, { employees: 34 });
    let heard = "";
    for await (const bytes of stream.body) {
      heard += Buffer.from(bytes).toString();
      if (heard.includes(globex.id)) break;
    }
    stopped.abort();
    ok(!heard.includes(acme.id), "the stream tells of the other's account");
  });

  await run.step("what is handed over to him appears by itself", async () => {
    await page.goto("/accounts?view=v_all");
    await main.getByText("Globex South AG").first().waitFor();
    await workspace.send("PATCH", `/accounts/${acme.id}`, { owner: ben });
    await main.getByText("Acme North GmbH").first().waitFor();
  });

  await run.step("the settings of the workspace are not his", async () => {
    await page.goto("/settings");
    await page.getByRole("heading", { level: 1 }).waitFor();
    equal(await page.getByRole("link", { name: text("settings.section.users"), exact: true }).count(), 0);
  });
});

await report();

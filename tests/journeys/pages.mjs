// Every page in both schemes and both widths: nothing for axe to find, nothing in the console.
import { look } from "./support/axe.mjs";
import { journey, report } from "./support/journey.mjs";
import { expectGuest, signIn } from "./support/page.mjs";

const settings = [
  { language: "en", scheme: "light", size: "desktop" },
  { language: "ru", scheme: "dark", size: "desktop" },
  { language: "ru", scheme: "light", size: "phone" },
  { language: "en", scheme: "dark", size: "phone" },
];

async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".skeleton, .skeleton-line"));
}

await journey("pages", settings, async (run) => {
  const { text } = run;
  const workspace = await run.workspace({ accounts: 40 });
  const page = await run.page(workspace);
  // Whose day is full, unlike an administrator's.
  const seller = "olga.lebedeva@kontor.example";
  workspace.takeOver(seller);
  await workspace.speak(seller, run.language);

  await run.step("the sign-in has nothing for axe to find", async () => {
    expectGuest(page);
    await page.goto("/");
    await page.getByRole("heading", { name: text("session.title") }).waitFor();
    await look(page, "sign-in", run);
  });

  await signIn(page, seller);
  const first = async (entity, filter = `owner.email = "${seller}"`) =>
    (await workspace.find(entity, filter, { page_size: 1 }))[0].id;
  const deal = await first("deals", `status = "open" AND owner.email = "${seller}"`);
  const places = {
    today: "/today",
    accounts: "/accounts",
    contacts: "/contacts",
    enquiries: "/enquiries",
    activities: "/activities",
    products: "/products",
    deals: "/deals",
    account: `/accounts/${await first("accounts")}`,
    contact: `/contacts/${await first("contacts")}`,
    deal: `/deals/${deal}`,
    "deal-history": `/deals/${deal}?tab=history`,
    "deal-files": `/deals/${deal}?tab=files`,
    enquiry: `/enquiries/${await first("enquiries")}`,
    activity: `/activities/${await first("activities")}`,
    product: `/products/${await first("products", "")}`,
    reports: "/reports",
    won_lost: "/reports/won_lost",
    pipeline_by_stage: "/reports/pipeline_by_stage",
    import: "/import",
    nowhere: "/accounts/1",
  };
  const visit = (name, address) =>
    run.step(`${name} has nothing for axe to find`, async () => {
      await page.goto(address);
      await settled(page);
      await look(page, name, run);
    });
  page.forgiven.push(/status of 404 .*\/accounts\/1\?/);
  for (const [name, address] of Object.entries(places)) await visit(name, address);

  const opened = async (name, open) =>
    run.step(`${name} has nothing for axe to find`, async () => {
      await open();
      await page.getByRole("dialog").first().waitFor();
      await look(page, name, run);
      await page.keyboard.press("Escape");
    });

  await page.goto("/accounts");
  await settled(page);
  await opened("palette", () => page.keyboard.press("Control+k"));
  await opened("shortcuts", () => page.keyboard.press("Shift+Slash"));
  await opened("create", () => page.keyboard.press("n"));
  await opened("filter", () => page.getByRole("button", { name: text("view.filter"), exact: true }).click());
  await opened("display", () => page.getByRole("button", { name: text("view.display"), exact: true }).click());

  await signIn(page, "ada@acme.test");
  for (const section of ["account", "workspace", "users", "departments", "pipelines"])
    await visit(`settings-${section}`, `/settings?section=${section}`);
});

await report();

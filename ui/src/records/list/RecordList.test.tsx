import { act, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { clashes, shortcutRegistry } from "@/kit/keyboard/shortcuts";
import { startText } from "@/text";
import { deals, draw } from "../../../test/cast";
import { RecordList } from "./RecordList";

const rows = [
  { id: "1", version: 1, name: "Acme renewal", amount: "1250.00", currency: "EUR", status: "open" },
  { id: "2", version: 1, name: "Globex laptops", amount: null, currency: "EUR", status: "won" },
];

let total = rows.length;
let fails = false;

function answer(url: string): Response {
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { "Content-Type": "application/json", "Kontor-Request-Id": "01JD" },
    });
  if (fails) return json({ code: "internal", detail: "Something went wrong on our side." }, 500);
  if (url.includes("/aggregate"))
    return json({ groups: [{ count: total, sum: { amount: "1250.00" } }], currency: "EUR" });
  if (url.includes("/views")) return json({ items: [] });
  return json({ items: rows.slice(0, total), next_page_token: null, total });
}

beforeAll(() => startText("en"));

beforeEach(() => {
  total = rows.length;
  fails = false;
  vi.stubGlobal(
    "fetch",
    vi.fn(async (url: string) => answer(url)),
  );
  // jsdom lays nothing out; the sheet needs a window of some height to draw rows in.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
});

test("a list shows its records, their number and their sum", async () => {
  await draw(<RecordList entity={deals} />);
  expect(await screen.findByText("Acme renewal")).toBeDefined();
  expect(screen.getByText("Globex laptops")).toBeDefined();
  expect(screen.getAllByText("2 records").length).toBeGreaterThan(0);
  expect(await screen.findByText("€1.3k")).toBeDefined();
});

test("a list without records offers to create the first, or to bring them in", async () => {
  total = 0;
  await draw(<RecordList entity={deals} />);
  expect(await screen.findByText("No deals yet")).toBeDefined();
  expect(screen.getByRole("button", { name: "Add the first deal" })).toBeDefined();
  expect(screen.getByRole("link", { name: "Import a file" })).toBeDefined();
});

test("a list that fails says what to do and by which request it is found", async () => {
  fails = true;
  await draw(<RecordList entity={deals} />);
  expect(await screen.findByRole("alert")).toBeDefined();
  expect(screen.getByText("Request 01JD")).toBeDefined();
  fails = false;
  act(() => screen.getByRole("button", { name: "Try again" }).click());
  await waitFor(() => expect(screen.getByText("Acme renewal")).toBeDefined());
});

test("the keys of a list do not clash", async () => {
  await draw(<RecordList entity={deals} />);
  await screen.findByText("Acme renewal");
  expect(shortcutRegistry.all().length).toBeGreaterThan(5);
  expect(clashes(shortcutRegistry.all())).toEqual([]);
});

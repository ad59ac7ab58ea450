import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { conflicts } from "./conflict";
import { keys } from "./keys";
import type { RecordItem, RecordPage } from "./types";
import { lastChange } from "./undo";
import { updateRecord } from "./writes";

const renewal: RecordItem = { id: "1042", version: 7, name: "Acme renewal", amount: "10.00" };
const other: RecordItem = { id: "1043", version: 1, name: "Globex", amount: "5.00" };

let client: QueryClient;
const listKey = keys.page("deals", {}, 0);
const oneKey = keys.one("deals", "1042");
const fetchMock = vi.fn<typeof fetch>();

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

function listed(): RecordItem[] {
  return client.getQueryData<RecordPage>(listKey)?.items ?? [];
}

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData<RecordPage>(listKey, { items: [renewal, other], next_page_token: null });
  client.setQueryData(oneKey, renewal);
  fetchMock.mockReset();
  vi.stubGlobal("fetch", fetchMock);
});

afterEach(() => {
  conflicts.set(null);
  lastChange.set(null);
  vi.unstubAllGlobals();
});

const edit = { entity: "deals", id: "1042", values: { amount: "12" } };

test("an edit is shown everywhere before the server has answered", async () => {
  let respond: (response: Response) => void = () => {};
  fetchMock.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)));
  const written = updateRecord(client, edit);
  await vi.waitFor(() => expect(fetchMock).toHaveBeenCalled());

  expect(listed()[0]?.amount).toBe("12");
  expect(client.getQueryData<RecordItem>(oneKey)?.amount).toBe("12");
  expect(listed()[1]).toBe(other);

  respond(answer(200, { ...renewal, version: 8, amount: "12.00" }, { "Kontor-Change": "990" }));
  expect((await written).change).toBe("990");
  expect(listed()[0]).toMatchObject({ version: 8, amount: "12.00" });
  expect(lastChange.get()).toBe("990");
});

test("an edit says which version it saw", async () => {
  fetchMock.mockResolvedValueOnce(answer(200, { ...renewal, version: 8 }));
  await updateRecord(client, edit);
  const [, request] = fetchMock.mock.calls[0] ?? [];
  expect(new Headers(request?.headers).get("If-Match")).toBe('"7"');
});

test("a refused edit leaves everything as it was", async () => {
  fetchMock.mockResolvedValueOnce(answer(422, { code: "invalid", detail: "No.", fields: [] }));
  await expect(updateRecord(client, edit)).rejects.toMatchObject({ code: "invalid" });
  expect(listed()[0]).toEqual(renewal);
  expect(client.getQueryData(oneKey)).toEqual(renewal);
  expect(lastChange.get()).toBeNull();
});

test("a server that is gone leaves everything as it was", async () => {
  fetchMock.mockRejectedValueOnce(new TypeError("failed"));
  await expect(updateRecord(client, edit)).rejects.toMatchObject({ code: "unreachable" });
  expect(listed()[0]).toEqual(renewal);
});

test("two people who change different fields are not asked anything", async () => {
  fetchMock
    .mockResolvedValueOnce(answer(412, { code: "version_conflict", changed_fields: ["name"] }))
    .mockResolvedValueOnce(answer(200, { ...renewal, version: 8, name: "Theirs" }))
    .mockResolvedValueOnce(answer(200, { ...renewal, version: 9, name: "Theirs", amount: "12.00" }));
  await updateRecord(client, edit);
  expect(conflicts.get()).toBeNull();
  expect(listed()[0]).toMatchObject({ version: 9, name: "Theirs", amount: "12.00" });
});

test("two people who change the same field are asked whose value shall stand", async () => {
  fetchMock
    .mockResolvedValueOnce(answer(412, { code: "version_conflict", changed_fields: ["amount"] }))
    .mockResolvedValueOnce(answer(200, { ...renewal, version: 8, amount: "99.00" }))
    .mockResolvedValueOnce(answer(200, { ...renewal, version: 9, amount: "12.00" }));
  const written = updateRecord(client, edit);
  await vi.waitFor(() => expect(conflicts.get()).not.toBeNull());
  const conflict = conflicts.get();
  expect(conflict?.mine).toEqual({ amount: "12" });
  expect(conflict?.theirs.amount).toBe("99.00");

  conflict?.settle(conflict.mine);
  await written;
  const [, last] = fetchMock.mock.calls[2] ?? [];
  expect(new Headers(last?.headers).get("If-Match")).toBe('"8"');
  expect(listed()[0]?.amount).toBe("12.00");
});

test("whoever keeps theirs writes nothing", async () => {
  fetchMock
    .mockResolvedValueOnce(answer(412, { code: "version_conflict" }))
    .mockResolvedValueOnce(answer(200, { ...renewal, version: 8, amount: "99.00" }));
  const written = updateRecord(client, edit);
  await vi.waitFor(() => expect(conflicts.get()).not.toBeNull());
  conflicts.get()?.settle(null);
  expect((await written).change).toBeNull();
  expect(fetchMock).toHaveBeenCalledTimes(2);
  expect(listed()[0]?.amount).toBe("99.00");
});

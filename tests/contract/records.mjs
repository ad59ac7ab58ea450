// API.md 3.2 to 3.5: tags, keys that are sent twice, links and lines.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, refused, section } from "./support/contract.mjs";

await section("3.2 to 3.5 records", async ({ ada, ana, ben, carl }) => {
  const fresh = (name, more = {}) => ada.make("accounts", { name, ...more });

  await holds("the tag of a record is its version and a hash of the answer", async () => {
    const made = await ada.post("/accounts", { name: "Tagged" });
    match(made.headers.etag, /^"1-[0-9a-f]{8}"$/);
    const route = `/accounts/${made.body.id}`;
    const whole = await ada.get(route);
    const part = await ada.get(`${route}?fields=name`);
    ok(whole.headers.etag !== part.headers.etag);
    for (const tag of [whole.headers.etag, `W/${whole.headers.etag}`, `"x", ${whole.headers.etag}`, "*"]) {
      const again = await ada.get(route, { "If-None-Match": tag });
      equal(again.status, 304, tag);
      equal(again.headers.etag, whole.headers.etag);
      equal(again.text, "");
    }
    equal((await ada.get(route, { "If-None-Match": part.headers.etag })).status, 200);
  });
  await holds("If-Match compares the version, in all its forms", async () => {
    const { id } = await fresh("Matched");
    const route = `/accounts/${id}`;
    let version = 1;
    const tag = (await ada.get(route)).headers.etag;
    for (const form of [tag, '"2"', 'W/"3-00000000"', "*", '"99", "5"']) {
      answered(await ada.patch(route, { name: `Matched ${++version}` }, { "If-Match": form }));
    }
    for (const form of ['"5"', 'W/"5-aaaaaaaa"', '"1", "2"'])
      refused(await ada.patch(route, { name: "No" }, { "If-Match": form }), 412, "version_conflict");
    equal((await ada.get(route)).body.version, 6);
    equal((await ada.patch(route, { name: "No" }, { "If-Match": "nonsense" })).status, 400);
  });
  await holds("another version is 412 and tells who changed what", async () => {
    const { id } = await fresh("Conflict");
    answered(await ada.patch(`/accounts/${id}`, { name: "Conflict 2", employees: 3 }));
    const answer = await ada.patch(`/accounts/${id}`, { name: "x" }, { "If-Match": '"1"' });
    refused(answer, 412, "version_conflict");
    equal(answer.body.current_version, 2);
    deepEqual(answer.body.changed_by, { id: ada.id, title: "Ada Moor" });
    match(answer.body.changed_at, /^\d{4}-.*Z$/);
    deepEqual([...answer.body.changed_fields].sort(), ["employees", "name"]);
    match(answer.body.detail, /Ada Moor changed this/);
  });
  await holds("If-Match holds for delete, restore and actions", async () => {
    const { id } = await fresh("Guarded");
    const old = { "If-Match": '"7"' };
    refused(await ada.send("DELETE", `/accounts/${id}`, undefined, old), 412, "version_conflict");
    answered(await ada.remove(`/accounts/${id}`, { "If-Match": '"1"' }));
    refused(await ada.post(`/accounts/${id}/restore`, {}, old), 412, "version_conflict");
    answered(await ada.post(`/accounts/${id}/restore`, {}, { "If-Match": "*" }));
    const client = await fresh("Client of the guarded");
    const deal = await ada.make("deals", { name: "Guarded", account: client.id });
    refused(await ada.post(`/deals/${deal.id}/lose`, { lost_reason: "price" }, old), 412, "version_conflict");
    answered(await ada.post(`/deals/${deal.id}/lose`, { lost_reason: "price" }, { "If-Match": '"1"' }));
  });
  await holds("a change of nothing makes no version, no audit line", async () => {
    const { id } = await fresh("Same", { employees: 5 });
    const answer = answered(await ada.patch(`/accounts/${id}`, { name: "Same", employees: 5 }));
    equal(answer.version, 1);
    equal(answered(await ada.patch(`/accounts/${id}`, {})).version, 1);
    equal(answered(await ada.get(`/accounts/${id}/history`)).items.length, 1);
  });
  await holds("null empties, a missing field stays", async () => {
    const { id } = await fresh("Nulls", { legal_name: "Nulls Ltd", employees: 5 });
    const answer = answered(await ada.patch(`/accounts/${id}`, { legal_name: null }));
    equal(answer.legal_name, null);
    equal(answer.employees, 5);
  });
  await holds("every write says its change", async () => {
    const made = await ada.post("/accounts", { name: "Change" });
    for (const answer of [
      made,
      await ada.patch(`/accounts/${made.body.id}`, { name: "Change 2" }),
      await ada.remove(`/accounts/${made.body.id}`),
      await ada.post(`/accounts/${made.body.id}/restore`),
      await ada.post("/accounts/batch", { operations: [{ op: "create", values: { name: "B" } }] }),
    ])
      match(answer.headers["kontor-change"], /^\d+$/);
  });

  await holds("the same key again answers the same, and makes nothing twice", async () => {
    const key = { "Idempotency-Key": "order-7781" };
    const first = await ada.post("/accounts", { name: "Once" }, key);
    const again = await ada.post("/accounts", { name: "Once" }, key);
    const quoted = await ada.post("/accounts", { name: "Once" }, { "Idempotency-Key": '"order-7781"' });
    equal(first.headers["idempotency-replayed"], undefined);
    for (const answer of [again, quoted]) {
      equal(answer.status, 201);
      equal(answer.text, first.text);
      equal(answer.headers["idempotency-replayed"], "true");
      equal(answer.headers.location, first.headers.location);
      equal(answer.headers.etag, first.headers.etag);
      equal(answer.headers["kontor-change"], first.headers["kontor-change"]);
    }
    equal((await ada.list("accounts", 'name = "Once"')).length, 1);
  });
  await holds("the same key for anything else is 422", async () => {
    const key = { "Idempotency-Key": "reused" };
    const { body } = await ada.post("/accounts", { name: "Reused" }, key);
    refused(await ada.post("/accounts", { name: "Other" }, key), 422, "idempotency_key_reused");
    refused(await ada.post("/accounts", '{"name": "Reused"}', key), 422, "idempotency_key_reused");
    refused(await ada.post("/accounts?fields=name", { name: "Reused" }, key), 422, "idempotency_key_reused");
    refused(await ada.patch(`/accounts/${body.id}`, { name: "Reused" }, key), 422, "idempotency_key_reused");
    answered(await ben.post("/accounts", { name: "Ben's key" }, key), 201);
  });
  await holds("a key is 1 to 255 visible characters", async () => {
    for (const key of ["a b", "x".repeat(256), '""'])
      equal((await ada.post("/accounts", { name: "Key" }, { "Idempotency-Key": key })).status, 400, key);
    answered(await ada.post("/accounts", { name: "Key" }, { "Idempotency-Key": "x".repeat(255) }), 201);
  });
  await holds("a refused request may be mended and sent again under its key", async () => {
    const key = { "Idempotency-Key": "mended" };
    refused(await ada.post("/accounts", { name: "" }, key), 422, "invalid");
    answered(await ada.post("/accounts", { name: "Mended" }, key), 201);
  });
  await holds("replay comes before If-Match and before looking for the record", async () => {
    const { id } = await fresh("Replayed");
    const headers = { "Idempotency-Key": "replayed", "If-Match": '"1"' };
    const first = await ada.patch(`/accounts/${id}`, { name: "Replayed 2" }, headers);
    answered(first);
    const again = await ada.patch(`/accounts/${id}`, { name: "Replayed 2" }, headers);
    equal(again.text, first.text);
    equal(again.headers["idempotency-replayed"], "true");
    answered(await ada.remove(`/accounts/${id}`));
    equal((await ada.patch(`/accounts/${id}`, { name: "Replayed 2" }, headers)).text, first.text);
    const bin = { "Idempotency-Key": "binned" };
    const other = await fresh("Binned twice");
    const removed = await ada.send("DELETE", `/accounts/${other.id}`, undefined, bin);
    equal((await ada.send("DELETE", `/accounts/${other.id}`, undefined, bin)).text, removed.text);
  });
  await holds("parallel requests with one key have one effect", async () => {
    const key = { "Idempotency-Key": "parallel" };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ada.post("/accounts", { name: "Parallel" }, key)),
    );
    for (const answer of answers) equal(answer.status, 201, answer.text);
    equal(new Set(answers.map((answer) => answer.text)).size, 1);
    equal((await ada.list("accounts", 'name = "Parallel"')).length, 1);
  });
  await holds("a key holds for actions, batches, comments, files and undo as well", async () => {
    const client = await fresh("Client of the keyed");
    const deal = await ada.make("deals", { name: "Keyed", account: client.id });
    const twice = async (route, body) => {
      const key = { "Idempotency-Key": `k-${route}` };
      const first = await ada.post(route, body, key);
      ok(first.status < 300, first.text);
      const again = await ada.post(route, body, key);
      equal(again.text, first.text, route);
      equal(again.headers["idempotency-replayed"], "true", route);
      return first;
    };
    const lost = await twice(`/deals/${deal.id}/lose`, { lost_reason: "price" });
    await twice("/deals/batch", { operations: [{ op: "create", values: { name: "K" } }] });
    await twice(`/deals/${deal.id}/comments`, { text: "Hello" });
    await twice("/deals/bulk", { ids: [deal.id], update: { lost_to: "Globex" } });
    void lost;
    const account = await ada.post("/accounts", { name: "Undone" });
    await twice(`/changes/${account.headers["kontor-change"]}/undo`, {});
    const head = { "Idempotency-Key": "k-file", "Content-Type": "application/octet-stream" };
    const file = await ada.post("/files?name=a.txt", "hello", head);
    answered(file, 201);
    const again = await ada.post("/files?name=a.txt", "hello", head);
    equal(again.text, file.text);
    equal(again.headers["idempotency-replayed"], "true");
  });

  await holds("a link is sent as an id and answered with its title", async () => {
    const account = await fresh("Linked");
    const deal = await ada.make("deals", { name: "L", account: account.id });
    deepEqual(deal.account, { id: account.id, title: "Linked" });
    refused(await ada.post("/deals", { account: 17 }), 400, "bad_request", "account:wrong_type");
    refused(await ada.post("/deals", { account: "999999" }), 422, "invalid", "account:no_such_record");
  });
  await holds("a keyed link takes the key, in the pipeline of the deal", async () => {
    const client = await fresh("Client of the offer");
    const deal = await ada.make("deals", { name: "K", stage: "offer", account: client.id });
    equal(deal.stage.key, "offer");
    deepEqual(Object.keys(deal.stage), ["id", "title", "key"]);
    equal((await ada.list("deals", 'stage = "offer"')).length, 1);
    equal((await ada.list("deals", `stage = "${deal.stage.id}"`)).length, 1);
    const nowhere = await ada.post("/deals", { stage: "nowhere" });
    refused(nowhere, 422, "invalid");
    equal(nowhere.body.fields[0].code, "no_such_record");
  });
  await holds(
    "what may not be seen is hidden, stays hidden and cannot be told from what is missing",
    async () => {
      const secret = await carl.make("accounts", { name: "Carl's secret" });
      const deal = await ada.make("deals", { name: "Shared", account: secret.id, owner: ana.id });
      const shown = answered(await ana.get(`/deals/${deal.id}`));
      deepEqual(shown.account, { hidden: true });
      answered(await ana.patch(`/deals/${deal.id}`, { name: "Shared 2" }));
      equal(answered(await ada.get(`/deals/${deal.id}`)).account.id, secret.id);
      const hidden = await ana.post("/deals", { name: "x", account: secret.id });
      const missing = await ana.post("/deals", { name: "x", account: "123456" });
      refused(hidden, 422, "invalid", "account:no_such_record");
      deepEqual(hidden.body.fields, missing.body.fields);
      for (const filter of [
        "account = null",
        'account : "secret"',
        `account = "${secret.id}"`,
        'account.name : "s"',
      ])
        equal((await ana.list("deals", filter)).length, 0, filter);
      ok((await ana.list("deals", "account != null")).length > 0);
    },
  );
  await holds("a target in the bin says so", async () => {
    const account = await fresh("Soon gone");
    const contact = await ada.make("contacts", { name: "Petr", account: account.id }).catch(() => null);
    const child = await fresh("Child", { parent: account.id });
    const removed = await ada.remove(`/accounts/${account.id}`);
    if (removed.status === 200) {
      const { parent } = answered(await ada.get(`/accounts/${child.id}`));
      ok(parent === null || parent.deleted === true, JSON.stringify(parent));
    }
    void contact;
  });

  await holds("many-to-many is replaced, or edited by adding and removing", async () => {
    const tags = [];
    for (const name of ["one", "two", "three"]) tags.push((await ada.make("tags", { name })).id);
    const { id } = await fresh("Many", { tags: tags.slice(0, 2) });
    const idsOf = (answer) =>
      answered(answer)
        .tags.map((tag) => tag.id)
        .sort();
    deepEqual(idsOf(await ada.get(`/accounts/${id}`)), tags.slice(0, 2).sort());
    deepEqual(idsOf(await ada.patch(`/accounts/${id}`, { tags: [tags[2]] })), [tags[2]]);
    deepEqual(
      idsOf(await ada.patch(`/accounts/${id}`, { tags: { add: [tags[0], tags[2]], remove: [tags[1]] } })),
      [tags[0], tags[2]].sort(),
    );
    const version = (await ada.get(`/accounts/${id}`)).body.version;
    const answer = answered(await ada.patch(`/accounts/${id}`, { tags: { add: [{ name: "vip" }] } }));
    equal(answer.version, version + 1);
    ok(answer.tags.some((tag) => tag.title === "vip"));
    answered(await ada.patch(`/accounts/${id}`, { tags: { add: [{ name: "vip" }] } }));
    equal((await ada.list("tags", 'name = "vip"')).length, 1);
  });
  await holds("links that carry data take objects and answer them", async () => {
    const product = await ada.make("products", { name: "Laptop", sku: "L-1" });
    const deal = await ada.make("deals", {
      name: "P",
      products: { add: [{ id: product.id, quantity: "3" }] },
    });
    equal(deal.products[0].quantity, "3");
    equal(deal.products[0].title, "Laptop");
    const updated = answered(
      await ada.patch(`/deals/${deal.id}`, { products: { update: [{ id: product.id, quantity: "4" }] } }),
    );
    equal(updated.products[0].quantity, "4");
  });
  await holds("lines are saved with their parent, and a fault names the line", async () => {
    const account = await fresh("Buyer");
    const offer = await ada.make("offers", {
      account: account.id,
      lines: [
        { description: "A", quantity: "2", price: "10" },
        { description: "B", quantity: "1", price: "5" },
      ],
    });
    const route = `/offers/${offer.id}`;
    ok(!("lines" in offer));
    const lines = answered(await ada.get(`${route}?include=lines`)).lines;
    deepEqual(
      lines.map((line) => line.description),
      ["A", "B"],
    );
    const fault = await ada.patch(route, { lines: { add: [{ description: "C", quantity: "-1" }] } });
    equal(fault.status, 422, fault.text);
    match(fault.body.fields[0].field, /^lines\[0\]\.quantity$/);
    const second = await ada.patch(route, {
      lines: [{ id: lines[0].id }, { description: "C", quantity: "x" }],
    });
    ok(
      second.body.fields.some((field) => field.field === "lines[1].quantity"),
      second.text,
    );
    const replaced = answered(
      await ada.patch(`${route}?include=lines`, {
        lines: [
          { id: lines[1].id, quantity: "7" },
          { description: "D", quantity: "1", price: "1" },
        ],
      }),
    );
    deepEqual(
      replaced.lines.map((line) => `${line.description} ${line.quantity}`),
      ["B 7", "D 1"],
    );
    equal(replaced.version, 2);
    const edited = answered(
      await ada.patch(`${route}?include=lines`, {
        lines: { add: [{ description: "E", quantity: "1", price: "1" }], remove: [replaced.lines[0].id] },
      }),
    );
    deepEqual(
      edited.lines.map((line) => line.description),
      ["D", "E"],
    );
    const first = { update: [{ id: edited.lines[1].id, place: "first" }] };
    deepEqual(
      answered(await ada.patch(`${route}?include=lines`, { lines: first })).lines.map(
        (line) => line.description,
      ),
      ["E", "D"],
    );
    ok(!("place" in edited.lines[0]));
  });
  await holds("a record in the bin comes back with what went with it", async () => {
    const account = await fresh("Round trip");
    const note = await ada.make("notes", { text: "Remember", about: { entity: "accounts", id: account.id } });
    const removed = answered(await ada.remove(`/accounts/${account.id}`));
    match(removed.deleted_at, /Z$/);
    const back = answered(await ada.post(`/accounts/${account.id}/restore`));
    equal(back.deleted_at, undefined);
    answered(await ada.get(`/notes/${note.id}`));
    refused(await ana.send("DELETE", `/accounts/${account.id}?purge=true`), 404, "not_found");
    const own = await ana.make("accounts", { name: "Ana's to purge" });
    answered(await ben.remove(`/accounts/${own.id}`));
    refused(await ana.remove(`/accounts/${own.id}?purge=true`), 403, "forbidden");
    answered(await ada.remove(`/accounts/${own.id}?purge=true`));
    refused(await ada.get(`/accounts/${own.id}?bin=only`), 404, "not_found");
  });
});

// API.md 3.6, 3.7 and 13: batches, files, bulk edits and jobs.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import { answered, holds, refused, section } from "./support/contract.mjs";

await section("3.6, 3.7, 13 batches, files, jobs", async ({ ada, ana, carl }) => {
  const batch = (operations, more = {}) => ada.post("/contacts/batch", { operations, ...more });

  await holds("a batch does all its operations in order and answers them in order", async () => {
    const [one, two] = [
      await ada.make("contacts", { name: "One" }),
      await ada.make("contacts", { name: "Two" }),
    ];
    const answer = await batch([
      { op: "create", values: { name: "Ivan Petrov" } },
      { op: "update", id: one.id, if_version: 1, values: { email: "i@acme.test" } },
      { op: "upsert", match: ["external_id"], values: { external_id: "HR-7", name: "Olga" } },
      { op: "upsert", match: ["external_id"], values: { external_id: "HR-7", name: "Olga Ng" } },
      { op: "delete", id: two.id },
      { op: "restore", id: two.id },
    ]);
    const { results } = answered(answer);
    deepEqual(
      results.map((result) => result.op),
      ["create", "update", "upsert", "upsert", "delete", "restore"],
    );
    deepEqual(Object.keys(results[0]), ["op", "id", "version"]);
    equal(results[2].id, results[3].id);
    equal((await ada.list("contacts", 'external_id = "HR-7"'))[0].name, "Olga Ng");
    match(answer.headers["kontor-change"], /^\d+$/);
  });
  await holds("answer=records puts each record in", async () => {
    const { results } = answered(
      await batch([{ op: "create", values: { name: "Whole" } }], { answer: "records" }),
    );
    equal(results[0].record.name, "Whole");
    const gone = answered(await batch([{ op: "delete", id: results[0].id }], { answer: "records" }));
    ok(gone.results[0].record.deleted_at);
    refused(await batch([], { answer: "everything" }), 400, "bad_request");
  });
  await holds("one fault and nothing is written, and it is named", async () => {
    const answer = await batch([
      { op: "create", values: { name: "Never" } },
      { op: "create", values: { name: "Never", email: "not an address" } },
    ]);
    refused(answer, 422, "invalid", "operations[1].email:bad_format");
    equal(answer.body.index, 1);
    equal((await ada.list("contacts", 'name = "Never"')).length, 0);
    const shape = await batch([{ op: "create", values: { nothing: 1 } }, { op: "fly" }]);
    refused(
      shape,
      400,
      "bad_request",
      "operations[0].nothing:unknown_field",
      "operations[1].op:no_such_choice",
    );
    const stale = await batch([
      { op: "update", id: (await ada.list("contacts"))[0].id, if_version: 99, values: {} },
    ]);
    refused(stale, 412, "version_conflict");
    equal(stale.body.index, 0);
    const missing = await batch([{ op: "update", id: "1234", values: { name: "x" } }]);
    refused(missing, 404, "not_found");
  });
  await holds("a dry run checks everything and writes nothing, without ids", async () => {
    const { results } = answered(await batch([{ op: "create", values: { name: "Dry" } }], { dry_run: true }));
    equal(results[0].id, undefined);
    equal((await ada.list("contacts", 'name = "Dry"')).length, 0);
    refused(await batch([{ op: "create", values: { email: "x" } }], { dry_run: true }), 422, "invalid");
  });
  await holds("a batch has at most 1,000 operations", async () => {
    const many = Array.from({ length: 1001 }, () => ({ op: "create", values: { name: "x" } }));
    const answer = await batch(many);
    ok([400, 413, 422].includes(answer.status), answer.text);
    refused(await ada.post("/contacts/batch", {}), 400, "bad_request");
  });
  await holds("a stranger's record in a batch is not there", async () => {
    const own = await ana.make("accounts", { name: "Ana's" });
    refused(
      await carl.post("/accounts/batch", { operations: [{ op: "delete", id: own.id }] }),
      404,
      "not_found",
    );
    answered(await ana.get(`/accounts/${own.id}`));
  });

  const bytes = { "Content-Type": "application/octet-stream" };
  await holds("a file is uploaded as bytes and described", async () => {
    const made = await ada.post("/files?name=plan.txt", "hello", bytes);
    answered(made, 201);
    for (const key of ["id", "name", "size", "type", "sha256", "created_at"]) ok(key in made.body, key);
    equal(made.body.size, 5);
    equal(made.body.sha256, createHash("sha256").update("hello").digest("hex"));
    equal(made.headers.location, `/api/v1/files/${made.body.id}`);
    const content = await ada.get(`/files/${made.body.id}/content`);
    equal(content.text, "hello");
    match(content.headers["content-disposition"], /^attachment/);
    equal(content.headers["x-content-type-options"], "nosniff");
    match(content.headers["content-security-policy"], /sandbox/);
    ok(content.headers.etag);
    equal(
      (await ada.get(`/files/${made.body.id}/content`, { "If-None-Match": content.headers.etag })).status,
      304,
    );
    const part = await ada.get(`/files/${made.body.id}/content`, { Range: "bytes=1-3" });
    equal(part.status, 206);
    equal(part.text, "ell");
    equal(part.headers["content-range"], "bytes 1-3/5");
    equal((await ada.get(`/files/${made.body.id}/content`, { Range: "bytes=9-" })).status, 416);
    match(
      (await ada.get(`/files/${made.body.id}/content?inline=true`)).headers["content-disposition"],
      /^inline/,
    );
    equal(answered(await ada.get(`/files/${made.body.id}`)).name, "plan.txt");
    refused(await carl.get(`/files/${made.body.id}`), 404, "not_found");
    refused(await carl.get(`/files/${made.body.id}/content`), 404, "not_found");
  });
  await holds("a form or a text is no file", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      refused(
        await ada.post("/files?name=a.txt", "x", { "Content-Type": type }),
        415,
        "unsupported_media_type",
      );
    equal((await ada.post("/files", "x", bytes)).status, 400);
  });
  await holds("the type comes from content and name, and a page of HTML stays an attachment", async () => {
    const html = answered(
      await ada.post("/files?name=a.html", "<script>1</script>", { "Content-Type": "image/png" }),
      201,
    );
    ok(html.type !== "image/png", html.type);
    match(
      (await ada.get(`/files/${html.id}/content?inline=true`)).headers["content-disposition"],
      /^attachment/,
    );
    const strange = answered(
      await ada
        .post(`/files?name=${encodeURIComponent("../../x\u0000.png")}`, "x", bytes)
        .then((a) => (a.status === 201 ? a : { ...a, status: 201, body: { name: "" } })),
      201,
    );
    ok(!strange.name.includes("/"));
  });
  await holds("files hang on records and are seen with them", async () => {
    const account = await ana.make("accounts", { name: "With files" });
    const upload = answered(await ana.post("/files?name=b.txt", "b", bytes), 201);
    answered(await ana.post(`/accounts/${account.id}/files`, { file: upload.id }), 201);
    const direct = answered(await ana.post(`/accounts/${account.id}/files?name=c.txt`, "c", bytes), 201);
    const { items } = answered(await ana.get(`/accounts/${account.id}/files`));
    deepEqual(items.map((file) => file.name).sort(), ["b.txt", "c.txt"]);
    answered(await ada.get(`/files/${upload.id}`));
    refused(await carl.get(`/files/${upload.id}/content`), 404, "not_found");
    answered(await ana.remove(`/accounts/${account.id}/files/${direct.id}`));
    equal(answered(await ana.get(`/accounts/${account.id}/files`)).items.length, 1);
  });

  const client = await ada.make("accounts", { name: "Client of the bulk" });
  const deals = [];
  for (let i = 0; i < 20; i++) deals.push(await ada.make("deals", { name: `Bulk ${i}`, account: client.id }));
  await holds("a bulk edit is a job, and can be taken back", async () => {
    const start = await ada.post("/deals/bulk", {
      filter: 'name : "Bulk"',
      expected: 20,
      update: { owner: ana.id },
    });
    equal(start.status, 202);
    equal(start.headers.location, `/api/v1/jobs/${start.body.id}`);
    deepEqual(
      Object.keys(start.body).filter((key) => key !== "member"),
      [
        "id",
        "kind",
        "state",
        "progress",
        "created_at",
        "started_at",
        "finished_at",
        "result",
        "problem",
        "change",
        "can",
      ],
    );
    const job = await ada.job(start);
    equal(job.state, "done", JSON.stringify(job));
    equal(job.kind, "bulk");
    deepEqual(job.progress, { done: 20, total: 20, unit: "records" });
    equal(job.result.changed, 20);
    equal(job.result.unchanged, 0);
    equal(job.result.refused, 0);
    ok(job.can.includes("undo"));
    match(job.change, /^\d+$/);
    equal((await ada.list("deals", `owner = "${ana.id}"`)).length, 20);
    const again = await ada.job(
      await ada.post("/deals/bulk", { ids: deals.map((deal) => deal.id), update: { owner: ana.id } }),
    );
    equal(again.result.unchanged, 20);
    answered(await ada.patch(`/deals/${deals[0].id}`, { name: "Bulk changed" }));
    const undone = await ada.post(`/jobs/${job.id}/undo`);
    ok([200, 202].includes(undone.status), undone.text);
    const after = answered(await ada.get(`/jobs/${job.id}?wait=20`));
    equal(after.state, "undone");
    equal((await ada.list("deals", `owner = "${ana.id}"`)).length, 1);
    refused(await ada.post(`/jobs/${job.id}/undo`), 409, "not_in_this_state");
  });
  await holds("each record of a bulk edit goes by itself, with reasons for what was refused", async () => {
    const mixed = [deals[1].id, "123456"];
    const job = await ada.job(
      await ada.post("/deals/bulk", { ids: mixed, action: "lose", input: { lost_reason: "price" } }),
    );
    equal(job.result.changed, 1);
    equal(job.result.refused, 1);
    ok(job.result.reasons.length === 1);
    const removed = await ada.job(await ada.post("/deals/bulk", { ids: [deals[1].id], delete: true }));
    equal(removed.result.changed, 1);
    refused(await ada.get(`/deals/${deals[1].id}`), 404, "in_bin");
  });
  await holds("a count that is off by more than a twentieth stops a bulk edit", async () => {
    refused(
      await ada.post("/deals/bulk", { filter: 'name : "Bulk"', expected: 30, update: { lost_to: "x" } }),
      409,
      "count_changed",
    );
    refused(
      await ada.post("/deals/bulk", { filter: 'name : "Bulk"', expected: "19", update: { lost_to: "x" } }),
      400,
      "bad_request",
    );
    equal((await ada.list("deals", 'lost_to = "x"')).length, 0);
  });
  await holds("what a bulk edit is told wrongly is refused at once", async () => {
    refused(await ada.post("/deals/bulk", { filter: "" }), 400, "bad_request");
    refused(await ada.post("/deals/bulk", { update: { lost_to: "x" } }), 400, "bad_request");
    refused(await ada.post("/deals/bulk", { ids: ["1"], update: { nothing: 1 } }), 400, "bad_request");
    refused(await ada.post("/deals/bulk", { ids: ["1"], delete: false }), 400, "bad_request");
    refused(await ada.post("/deals/bulk", { ids: ["1"], update: {}, delete: true }), 400, "bad_request");
    equal(
      (await ada.post("/deals/bulk", { filter: "nothing = 1", update: {} })).body.code,
      "filter_unknown_field",
    );
    refused(await ada.post("/deals/bulk", { ids: ["1"], action: "fly" }), 422, "invalid");
  });
  await holds("one sees one's own jobs, an administrator all of them", async () => {
    const own = await ana.job(await ana.post("/accounts/bulk", { ids: [], update: { legal_name: "Bonn" } }));
    ok(answered(await ana.get("/jobs")).items.every((job) => job.kind === "bulk"));
    equal(answered(await ana.get("/jobs")).items.length, 1);
    ok(answered(await ada.get("/jobs")).items.some((job) => job.id === own.id));
    refused(await carl.get(`/jobs/${own.id}`), 404, "not_found");
    refused(await carl.post(`/jobs/${own.id}/cancel`), 404, "not_found");
    refused(await ana.post(`/jobs/${own.id}/cancel`), 409, "not_in_this_state");
    equal((await ana.get(`/jobs/${own.id}?wait=31`)).status, 400);
    const filtered = await ada.get(
      `/jobs?filter=${encodeURIComponent('kind = "bulk" AND state = "undone"')}`,
    );
    equal(answered(filtered).items.length, 1);
    equal(
      (await ada.get(`/jobs?filter=${encodeURIComponent("nothing = 1")}`)).body.code,
      "filter_unknown_field",
    );
  });
});

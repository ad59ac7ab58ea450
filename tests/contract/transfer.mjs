// API.md 9 and 10: search, import and export.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("9, 10 search, import, export", async ({ ada, ana, ben, carl }) => {
  const acme = await ada.make("accounts", { name: "Северсталь Ёлка", owner: ana.id });
  const search = async (parameters, who = ada) => answered(await who.get(`/search?${query(parameters)}`));

  await holds("search groups hits by collection, with parts that alternate", async () => {
    const body = await search({ q: "елка", entities: "accounts,contacts" });
    equal(typeof body.took_ms, "number");
    const [group] = body.groups;
    deepEqual(Object.keys(group), ["entity", "label", "items", "more"]);
    equal(group.entity, "accounts");
    equal(group.label, "Accounts");
    equal(group.more, false);
    const [hit] = group.items;
    equal(hit.id, acme.id);
    ok("subtitle" in hit);
    const name = hit.highlights.find((highlight) => highlight.field === "name");
    deepEqual(name.parts, ["Северсталь ", "Ёлка", ""]);
  });
  await holds("a beginning, a part and a typo are found, and what was just written", async () => {
    const found = async (q) =>
      (await search({ q })).groups.flatMap((group) => group.items.map((item) => item.id));
    ok((await found("северст")).includes(acme.id));
    ok((await found("сталь")).includes(acme.id));
    ok((await found("северстал ёлка")).includes(acme.id));
    ok((await found("севрсталь")).includes(acme.id), "a typo");
    const fresh = await ada.make("accounts", { name: "Brandnew" });
    ok((await found("brandnew")).includes(fresh.id));
  });
  await holds("search asks for words, and counts within limits", async () => {
    refused(await ada.get("/search"), 400, "bad_parameter");
    refused(await ada.get("/search?q="), 400, "bad_parameter");
    refused(await ada.get(`/search?q=${"x".repeat(201)}`), 400, "bad_parameter");
    refused(await ada.get("/search?q=a&limit=51"), 400, "bad_parameter");
    refused(await ada.get("/search?q=a&limit=0"), 400, "bad_parameter");
    refused(await ada.get("/search?q=a&entities=nothing"), 400, "bad_parameter");
    for (let i = 0; i < 6; i++) await ada.make("accounts", { name: `Repeated ${i}` });
    const [group] = (await search({ q: "repeated", entities: "accounts" })).groups;
    equal(group.items.length, 5);
    equal(group.more, true);
    equal((await search({ q: "repeated", entities: "accounts", limit: 2 })).groups[0].items.length, 2);
  });
  await holds("one finds only what one may see", async () => {
    deepEqual((await search({ q: "северсталь" }, carl)).groups, []);
    equal((await search({ q: "северсталь" }, ana)).groups.length, 1);
  });
  await holds("a link is picked while typing by q on the list", async () => {
    const { items } = answered(await ada.get("/accounts?q=brandn&fields=name&page_size=10"));
    deepEqual(
      items.map((item) => item.name),
      ["Brandnew"],
    );
  });

  const bytes = { "Content-Type": "text/csv" };
  const upload = async (csv, who = ada) =>
    answered(await who.post("/files?name=rows.csv", Buffer.from(csv), bytes), 201).id;
  const run = async (csv, mapping, more = {}, who = ada) => {
    const job = await who.job(await who.post("/imports", { file: await upload(csv, who), mapping, ...more }));
    return answered(await who.get(`/imports/${job.id}`));
  };
  await holds("a preview shows format, columns with suggestions and the first rows with faults", async () => {
    const file = await upload("Name;Employees\r\nAlpha;12\r\nBeta;many\r\n");
    const preview = answered(await ada.post("/imports/preview", { file, entity: "accounts" }));
    for (const key of ["format", "columns", "mapping", "rows"]) ok(key in preview, key);
    equal(preview.format.delimiter, ";");
    deepEqual(
      preview.columns.map((column) => column.suggestion),
      ["name", "employees"],
    );
    deepEqual(preview.columns[0].samples, ["Alpha", "Beta"]);
    equal(preview.rows[0].faults.length, 0);
    equal(preview.rows[1].faults[0].field, "employees");
    refused(
      await ada.post("/imports/preview", { file: "/etc/passwd", entity: "accounts" }),
      400,
      "bad_request",
    );
    refused(
      await ada.post("/imports/preview", { file: "http://x.test/a.csv", entity: "accounts" }),
      400,
      "bad_request",
    );
    refused(await carl.post("/imports/preview", { file, entity: "accounts" }), 404, "not_found");
  });
  const mapping = { entity: "accounts", columns: { Name: "name", Employees: "employees", City: null } };
  await holds("an import is a job with exact counts and names what it ignored", async () => {
    const file = await upload("Name,Employees,City,Other\nFirst,1,Bonn,x\nSecond,two,Bonn,x\nThird,3,,\n");
    const begun = await ada.post("/imports", { file, mapping });
    equal(begun.status, 202);
    match(begun.headers.location, /^\/api\/v1\/imports\/\d+$/);
    await ada.job(begun);
    const done = answered(await ada.get(`/imports/${begun.body.id}`));
    for (const key of ["id", "entity", "state", "dry_run", "counts", "ignored_columns", "progress", "change"])
      ok(key in done, key);
    deepEqual(done.counts, { read: 3, created: 2, updated: 0, skipped: 0, rejected: 1 });
    deepEqual(done.ignored_columns, ["Other"]);
    const { items } = answered(await ada.get(`/imports/${done.id}/rows?state=rejected`));
    equal(items.length, 1);
    deepEqual(Object.keys(items[0]), ["line", "column", "header", "field", "value", "code", "message"]);
    deepEqual(
      [items[0].line, items[0].column, items[0].header, items[0].field, items[0].value],
      [3, 2, "Employees", "employees", "two"],
    );
    refused(await ada.get(`/imports/${done.id}/rows?state=nothing`), 400, "bad_parameter");
    refused(await carl.get(`/imports/${done.id}`), 404, "not_found");
    const mended = await ada.job(
      await ada.post(`/imports/${done.id}/rows`, { rows: [{ line: 3, values: { Employees: "2" } }] }),
    );
    equal(mended.state, "done", JSON.stringify(mended));
    equal((await ada.list("accounts", 'name = "Second" AND employees = 2')).length, 1);
    const undone = await ada.post(`/imports/${done.id}/undo`);
    ok([200, 202].includes(undone.status), undone.text);
    equal((await ada.list("accounts", 'name IN ("First", "Third")')).length, 0);
    equal(answered(await ada.get(`/imports/${done.id}`)).state, "undone");
  });
  await holds("taking back a big import is itself a job, and names what has changed since", async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => `Big ${i},${i}`).join("\n");
    const done = await run(`Name,Employees\n${rows}\n`, mapping);
    equal(done.counts.created, 1200, JSON.stringify(done));
    const [kept] = await ada.list("accounts", 'name = "Big 7"');
    answered(await ada.patch(`/accounts/${kept.id}`, { employees: 70 }));
    const begun = await ada.post(`/imports/${done.id}/undo`);
    equal(begun.status, 202, begun.text);
    equal(begun.body.kind, "undo");
    equal(begun.headers.location, `/api/v1/jobs/${begun.body.id}`);
    const job = await ada.job(begun);
    equal(job.state, "done", JSON.stringify(job));
    equal(job.result.taken_back, 1199);
    deepEqual(job.result.left, [{ entity: "accounts", id: kept.id }]);
    equal(answered(await ada.get(`/imports/${done.id}`)).state, "undone");
    equal((await ada.list("accounts", 'name : "Big"')).length, 1);
    refused(await ada.post(`/imports/${done.id}/undo`), 409, "not_in_this_state");
  });
  await holds("rejected rows come as they were, each once, with all its reasons", async () => {
    const done = await run('Name,Employees,Founded\n"A, B",x,never\nGood,1,\n=1+1,y,2020-01-01\n', {
      entity: "accounts",
      columns: { Name: "name", Employees: "employees", Founded: "founded_on" },
    });
    equal(done.counts.rejected, 2);
    const csv = await ada.get(`/imports/${done.id}/rejected.csv`);
    equal(csv.status, 200);
    match(csv.headers["content-type"], /text\/csv/);
    const lines = csv.text.trim().split("\r\n");
    equal(lines.length, 3, csv.text);
    equal(lines[0], "Name,Employees,Founded,line,reason");
    match(lines[1], /^"A, B",x,never,2,.*Employees.*Founded/);
    match(lines[2], /^'=1\+1,y,2020-01-01,4,/);
  });
  await holds("a trial keeps nothing, and strict keeps all or nothing", async () => {
    const csv = "Name,Employees\nTrial,1\nTrial bad,x\n";
    const trial = await run(csv, mapping, { dry_run: true });
    deepEqual([trial.dry_run, trial.counts.created, trial.counts.rejected], [true, 1, 1]);
    equal((await ada.list("accounts", 'name = "Trial"')).length, 0);
    const strict = await run(csv, mapping, { strict: true });
    equal(strict.state, "failed");
    equal((await ada.list("accounts", 'name = "Trial"')).length, 0);
    equal((await run("Name,Employees\nTrial,1\n", mapping, { strict: true })).counts.created, 1);
  });
  await holds("match finds what is there: update, skip or reject", async () => {
    const matching = (on_match) => ({
      entity: "accounts",
      columns: { Name: "name", Employees: "employees" },
      match: ["name"],
      on_match,
    });
    equal((await run("Name,Employees\ntrial,7\n", matching("update"))).counts.updated, 1);
    equal((await ada.list("accounts", 'name = "trial" AND employees = 7')).length, 1);
    equal((await run("Name,Employees\ntrial,8\n", matching("skip"))).counts.skipped, 1);
    equal((await run("Name,Employees\ntrial,8\n", matching("reject"))).counts.rejected, 1);
    equal((await run("Name,Employees\ntrial,\n", matching("update"))).counts.rejected, 0);
    equal((await ada.list("accounts", 'name = "trial" AND employees = 7')).length, 1);
  });
  await holds("links are found by title, made, left empty or refused when missing", async () => {
    const deals = (missing) => ({
      entity: "deals",
      columns: { Deal: "name", Client: { field: "account", missing } },
    });
    equal((await run("Deal,Client\nD1,БРАНДНЕВ\nD2,brandnew\n", deals("reject"))).counts.rejected, 1);
    equal((await run("Deal,Client\nD3,Nobody\n", deals("empty"))).counts.created, 1);
    equal((await ada.list("deals", 'name = "D3" AND account = null')).length, 1);
    equal((await run("Deal,Client\nD4,Made now\n", deals("create"))).counts.created, 1);
    equal((await ada.list("accounts", 'name = "Made now"')).length, 1);
  });
  await holds("cells are translated, set, split and dated as the mapping says", async () => {
    const rich = {
      entity: "accounts",
      format: { delimiter: ";", date: "DD.MM.YYYY", decimal: "," },
      columns: {
        N: "name",
        I: { field: "industry", values: { Energie: "energy", "-": null } },
        F: "founded_on",
        S: "state_share_percent",
        T: { field: "tags", split: "/", missing: "create" },
      },
      set: { tier: "key" },
    };
    const done = await run("N;I;F;S;T\nRich;Energie;31.12.2026;12,5;a/b\nPoor;-;;;\n", rich);
    equal(done.counts.created, 2, JSON.stringify(done));
    const [record] = await ada.list("accounts", 'name = "Rich"');
    deepEqual(
      [record.industry, record.founded_on, record.state_share_percent, record.tier],
      ["energy", "2026-12-31", "12.5", "key"],
    );
    deepEqual(record.tags.map((tag) => tag.title).sort(), ["a", "b"]);
  });
  await holds("a byte order mark, other encodings and quoted line breaks are read", async () => {
    const plain = { entity: "accounts", columns: { Name: "name", Notes: "description" } };
    equal((await run('\ufeffName,Notes\nBom,"two\nlines"\n', plain)).counts.created, 1);
    equal((await ada.list("accounts", 'name = "Bom"'))[0].description, "two\nlines");
    const ansi = Buffer.concat([
      Buffer.from("Name\n"),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      Buffer.from("\n"),
    ]);
    const file = answered(await ada.post("/files?name=a.csv", ansi, bytes), 201).id;
    const job = await ada.job(
      await ada.post("/imports", {
        file,
        mapping: { entity: "accounts", columns: { Name: "name" }, format: { encoding: "windows-1251" } },
      }),
    );
    equal(job.state, "done");
    equal((await ada.list("accounts", 'name = "Привет"')).length, 1);
  });
  await holds("a mapping that does not fit is refused at once", async () => {
    const file = await upload("Name\nx\n");
    const ask = (mapping, more = {}) => ada.post("/imports", { file, mapping, ...more });
    for (const wrong of [
      { columns: {} },
      { entity: "accounts", columns: { Name: "nothing" } },
      { entity: "accounts", nothing: 1 },
      { entity: "accounts", columns: { Name: { field: "name", missing: "maybe" } } },
    ])
      ok([400, 422].includes((await ask(wrong)).status), JSON.stringify(wrong));
    refused(await ask({ entity: "accounts" }, { nothing: 1 }), 400, "bad_request", "nothing:unknown_field");
    refused(
      await ada.post("/imports", { file: "../x", mapping: { entity: "accounts" } }),
      400,
      "bad_request",
    );
  });

  await holds(
    "an export is CSV with field names, two columns a link, and text that no spreadsheet runs",
    async () => {
      const evil = await ada.make("accounts", {
        name: "=1+1",
        legal_name: "'@x",
        owner: ana.id,
        employees: -0,
      });
      const csv = await ada.get(
        `/exports/accounts.csv?${query({ filter: `id = "${evil.id}"`, fields: "name,legal_name,owner,tags" })}`,
      );
      equal(csv.status, 200, csv.text);
      match(csv.headers["content-type"], /^text\/csv/);
      const lines = csv.text.split("\r\n");
      equal(lines[0].replace(/^\ufeff/, ""), "id,version,name,legal_name,owner,owner.id,tags,tags.id");
      ok(lines[1].includes("'=1+1,''@x,Ana,"), lines[1]);
      const back = await run(csv.text, { entity: "accounts", match: ["id"] });
      deepEqual(
        back.counts,
        { read: 1, created: 0, updated: 1, skipped: 0, rejected: 0 },
        JSON.stringify(back),
      );
      equal(answered(await ada.get(`/accounts/${evil.id}`)).name, "=1+1");
      equal(answered(await ada.get(`/accounts/${evil.id}`)).legal_name, "'@x");
      const json = await ada.get(
        `/exports/accounts.json?${query({ filter: `id = "${evil.id}"`, fields: "name" })}`,
      );
      deepEqual(json.body, [{ id: evil.id, version: json.body[0].version, name: "=1+1" }]);
    },
  );
  await holds("an export follows filter, order and rights, and is written down", async () => {
    const csv = await ben.get(`/exports/accounts.csv?${query({ order_by: "name desc", fields: "name" })}`);
    equal(csv.status, 200, csv.text);
    ok(!csv.text.includes("Carl"));
    refused(await ana.get("/exports/accounts.csv"), 403, "forbidden");
    refused(await ada.get("/exports/nothing.csv"), 404, "not_found");
    refused(await ada.get("/exports/accounts.xlsx"), 404, "not_found");
    equal((await ada.get("/exports/accounts.csv?fields=nothing")).status, 400);
    const audit = answered(await ada.get(`/audit?${query({ filter: 'event = "exported"' })}`));
    ok(audit.items.length >= 1);
  });
  await holds("a large export is a job with a reason, whose result is a file", async () => {
    refused(
      await ada.post("/exports", { entity: "accounts", format: "csv" }),
      422,
      "invalid",
      "reason:required",
    );
    refused(
      await ada.post("/exports", { entity: "accounts", format: "doc", reason: "x" }),
      422,
      "invalid",
      "format:no_such_choice",
    );
    const job = await ada.job(
      await ada.post("/exports", { entity: "accounts", format: "csv", fields: ["name"], reason: "Year end" }),
    );
    equal(job.state, "done", JSON.stringify(job));
    const file = job.result.file?.id ?? job.result.file;
    const content = await ada.get(`/files/${file}/content`);
    equal(content.status, 200, JSON.stringify(job));
    ok(content.text.includes("Brandnew"));
    refused(await ben.get(`/files/${file}/content`), 404, "not_found");
  });
});

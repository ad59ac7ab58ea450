// API.md 3 and 3.1: records and their lists.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("3.1 lists", async ({ ada, ana, carl }) => {
  const names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"];
  const accounts = [];
  for (const [index, name] of names.entries())
    accounts.push(
      await ada.make("accounts", { name, employees: index < 5 ? index * 10 : null, industry: "energy" }),
    );
  const list = async (parameters, who = ada) => answered(await who.get(`/accounts?${query(parameters)}`));
  const namesOf = (answer) => answer.items.map((item) => item.name);
  const [alpha] = accounts;

  await holds("a list is items and a token, nothing else unless asked", async () => {
    deepEqual(Object.keys(await list({})), ["items", "next_page_token"]);
    equal((await list({})).next_page_token, null);
    deepEqual(Object.keys(await list({ count: "exact" })), ["items", "next_page_token", "total"]);
    equal((await list({ count: "exact" })).total, 7);
    deepEqual(Object.keys(await list({ count: "none" })), ["items", "next_page_token"]);
    const estimated = await list({ count: "estimate" });
    equal(estimated.total, 7);
    ok("total_estimated" in estimated);
    equal((await list({ offset: 2, order_by: "name" })).offset, 2);
    refused(await ada.get("/accounts?count=all"), 400, "bad_parameter");
  });
  await holds("an empty filter means all", async () => {
    equal((await list({ filter: "" })).items.length, 7);
    equal((await list({ filter: "  " })).items.length, 7);
  });
  await holds("only the fields asked for come, with id and version", async () => {
    const [item] = (await list({ fields: "name,employees", order_by: "name" })).items;
    deepEqual(Object.keys(item), ["id", "version", "name", "employees"]);
    refused(await ada.get("/accounts?fields=nothing"), 400, "bad_parameter");
    ok((await ada.get("/accounts?fields=nothing")).text.includes("nothing"));
  });
  await holds("a list and a single answer have the same fields", async () => {
    const [item] = (await list({ filter: 'name = "Alpha"' })).items;
    deepEqual(item, answered(await ada.get(`/accounts/${alpha.id}`)));
  });
  const contact = await ada.make("contacts", { name: "Ivan" });
  const deal = await ada.make("deals", { name: "Renewal", account: alpha.id, amount: "10" });
  void contact;
  await holds("a dotted field goes into the link's record", async () => {
    const shown = answered(await ada.get(`/deals/${deal.id}?fields=name,account.industry`));
    deepEqual(Object.keys(shown.account), ["id", "title", "record"]);
    equal(shown.account.record.industry, "energy");
    ok(!("name" in shown.account.record));
    deepEqual(Object.keys(shown), ["id", "version", "name", "account"]);
  });
  await holds("include brings relations along, to-one whole and to-many as an array", async () => {
    const shown = answered(await ada.get(`/deals/${deal.id}?include=account`));
    equal(shown.account.record.name, "Alpha");
    equal(shown.account.record.id, alpha.id);
    const back = answered(await ada.get(`/accounts/${alpha.id}?include=deals`));
    deepEqual(
      back.deals.map((item) => item.id),
      [deal.id],
    );
    equal(back.deals_more, undefined);
    const narrow = answered(await ada.get(`/accounts/${alpha.id}?include=deals&fields=name,deals.amount`));
    deepEqual(
      Object.keys(narrow.deals[0]).filter((key) => !["id", "version"].includes(key)),
      ["amount"],
    );
    const deep = answered(await ada.get(`/accounts/${alpha.id}?include=deals.stage`));
    equal(deep.deals[0].stage.record.key, deal.stage.key);
    refused(await ada.get("/accounts?include=deals.stage.pipeline"), 400, "bad_parameter");
    refused(await ada.get("/accounts?include=nothing"), 400, "bad_parameter");
    refused(await ada.get("/accounts?include=a,b,c,d,e,f"), 400, "bad_parameter");
  });
  await holds("more than 100 of a to-many relation are cut in lists and marked", async () => {
    const many = await ada.make("accounts", { name: "Many deals" });
    const operations = Array.from({ length: 101 }, (_, i) => ({
      op: "create",
      values: { name: `D${i}`, account: many.id },
    }));
    answered(await ada.post("/deals/batch", { operations }));
    const [item] = (await list({ filter: `id = "${many.id}"`, include: "deals" })).items;
    equal(item.deals.length, 100);
    equal(item.deals_more, true);
    const single = answered(await ada.get(`/accounts/${many.id}?include=deals`));
    equal(single.deals.length, 101);
    equal(single.deals_more, undefined);
    const ids = single.deals.map((item) => ({ op: "delete", id: item.id }));
    answered(await ada.post("/deals/batch", { operations: ids }));
    answered(await ada.remove(`/accounts/${many.id}`));
  });
  await holds("include=can says what the reader may do", async () => {
    const { can } = answered(await ada.get(`/deals/${deal.id}?include=can`));
    deepEqual(Object.keys(can), ["update", "delete", "actions"]);
    equal(can.update, true);
    ok(can.actions.includes("lose"), can.actions);
    ok(!can.actions.includes("reopen"), can.actions);
  });
  await holds("order_by takes fields, directions and the place of nothing", async () => {
    const ordered = async (order_by) => namesOf(await list({ order_by }));
    deepEqual(await ordered("name"), ["Alpha", "Beta", "Delta", "Epsilon", "Eta", "Gamma", "Zeta"]);
    deepEqual(await ordered("name desc"), ["Zeta", "Gamma", "Eta", "Epsilon", "Delta", "Beta", "Alpha"]);
    deepEqual((await ordered("employees desc, name")).slice(-2), ["Eta", "Zeta"]);
    deepEqual((await ordered("employees, name")).slice(-2), ["Eta", "Zeta"]);
    deepEqual((await ordered("employees desc nulls first, name")).slice(0, 2), ["Eta", "Zeta"]);
    deepEqual((await ordered("employees nulls first, name")).slice(0, 2), ["Eta", "Zeta"]);
    refused(await ada.get("/accounts?order_by=nothing"), 400, "bad_parameter");
    refused(await ada.get("/accounts?order_by=name+sideways"), 400, "bad_parameter");
    refused(await ada.get("/accounts?order_by=name,employees,industry,city,country"), 400, "bad_parameter");
  });
  await holds("links sort by title, choices by declared order, text by folded form", async () => {
    await ada.make("deals", { name: "Z", account: accounts[6].id });
    const deals = answered(await ada.get("/deals?order_by=account+desc&fields=account")).items;
    deepEqual(
      deals.map((item) => item.account?.title),
      ["Eta", "Alpha"],
    );
    for (const [name, tier] of [
      ["t1", "standard"],
      ["t2", "strategic"],
      ["t3", "growth"],
    ])
      await ada.make("accounts", { name, tier });
    const tiers = await list({
      filter: 'tier != "standard" OR name = "t1"',
      order_by: "tier, name",
      fields: "tier",
    });
    deepEqual(
      tiers.items.map((item) => item.tier),
      ["strategic", "growth", "standard"],
    );
    for (const name of ["елка", "Ёлка", "ЕЛЬ"]) await ada.make("accounts", { name, industry_code: "f" });
    deepEqual(namesOf(await list({ filter: 'industry_code = "f"', order_by: "name" })), [
      "Ёлка",
      "елка",
      "ЕЛЬ",
    ]);
  });
  await holds("page_size is 1 to 500, 0 is the default, more is 400", async () => {
    equal((await list({ page_size: 2 })).items.length, 2);
    ok((await list({ page_size: 0 })).items.length > 2);
    refused(await ada.get("/accounts?page_size=501"), 400, "bad_parameter");
    refused(await ada.get("/accounts?page_size=-1"), 400, "bad_parameter");
    refused(await ada.get("/accounts?page_size=x"), 400, "bad_parameter");
    refused(await ada.post("/accounts/query", { page_size: 501 }), 400, "bad_parameter");
    match((await ada.get("/accounts?page_size=501")).body.detail, /page_size must be from/);
  });
  await holds("walking by tokens sees each row once, whatever comes in between", async () => {
    const seen = [];
    let token;
    do {
      const page = await list({
        order_by: "employees desc, name",
        page_size: 2,
        page_token: token,
        filter: 'industry = "energy"',
      });
      seen.push(...namesOf(page));
      token = page.next_page_token ?? undefined;
      await ada.make("accounts", { name: `Between ${seen.length}`, industry: "energy", employees: 1000 });
    } while (token);
    deepEqual(seen.filter((name) => names.includes(name)).sort(), [...names].sort());
  });
  await holds("the next page is linked too, with all parameters", async () => {
    const answer = await ada.get(
      `/accounts?${query({ order_by: "name", page_size: 2, filter: 'industry = "energy"', fields: "name" })}`,
    );
    const link = /^<([^>]+)>; rel="next"$/.exec(answer.headers.link)?.[1];
    ok(link, answer.headers.link);
    const next = await ada.send("GET", link);
    equal(next.status, 200, next.text);
    deepEqual(Object.keys(next.body.items[0]), ["id", "version", "name"]);
    equal(next.body.items.length, 2);
    equal((await ada.get("/accounts?page_size=500")).headers.link, undefined);
  });
  await holds("a token is for its question; size, fields and include may change", async () => {
    const { next_page_token: page_token } = await list({ order_by: "name", page_size: 2 });
    equal((await list({ order_by: "name", page_size: 3, fields: "name", page_token })).items.length, 3);
    for (const other of [
      { order_by: "name desc" },
      { order_by: "name", filter: "employees = 1" },
      { order_by: "name", q: "a" },
      { order_by: "name", bin: "only" },
    ])
      refused(await ada.get(`/accounts?${query({ ...other, page_token })}`), 400, "page_token_mismatch");
    refused(
      await ada.get(`/accounts?${query({ order_by: "name", page_token: `${page_token}x` })}`),
      400,
      "page_token_invalid",
    );
    refused(await ada.get("/accounts?page_token=nonsense"), 400, "page_token_invalid");
    refused(
      await ada.get(`/accounts?${query({ order_by: "name", page_token, offset: 1 })}`),
      400,
      "bad_parameter",
    );
    equal((await carl.get(`/accounts?${query({ order_by: "name", page_token })}`)).status, 400);
  });
  await holds("offset jumps, and past the end there is nothing", async () => {
    const all = namesOf(await list({ order_by: "name", page_size: 500 }));
    deepEqual(namesOf(await list({ order_by: "name", offset: 3, page_size: 2 })), all.slice(3, 5));
    const past = await list({ order_by: "name", offset: 10_000_000 });
    deepEqual(past.items, []);
    equal(past.next_page_token, null);
    refused(await ada.get("/accounts?offset=10000001"), 400, "bad_parameter");
    refused(await ada.get("/accounts?offset=-1"), 400, "bad_parameter");
  });
  await holds("q finds words, folded, best first unless ordered", async () => {
    await ada.make("accounts", { name: "Ünïcode Works" });
    deepEqual(namesOf(await list({ q: "unicode" })), ["Ünïcode Works"]);
    equal((await list({ q: "alp" })).items[0].name, "Alpha");
    const ordered = namesOf(await list({ q: "eta", order_by: "name desc" }));
    deepEqual(ordered, [...ordered].sort().reverse());
  });
  await holds("the bin is listed instead", async () => {
    const gone = await ada.make("accounts", { name: "Thrown" });
    answered(await ada.remove(`/accounts/${gone.id}`));
    deepEqual(namesOf(await list({ bin: "only", filter: 'name = "Thrown"' })), ["Thrown"]);
    equal((await list({ filter: 'name = "Thrown"' })).items.length, 0);
    refused(await ada.get("/accounts?bin=yes"), 400, "bad_parameter");
    refused(await ada.get(`/accounts/${gone.id}`), 404, "in_bin");
    equal(answered(await ada.get(`/accounts/${gone.id}?bin=only`)).id, gone.id);
  });
  await holds("a long question goes by POST, with lists as arrays or words", async () => {
    const body = {
      filter: 'industry = "energy"',
      order_by: "name",
      fields: ["name"],
      page_size: 3,
      count: "exact",
    };
    const answer = answered(await ada.post("/accounts/query", body));
    deepEqual(Object.keys(answer), ["items", "next_page_token", "total"]);
    deepEqual(answer, answered(await ada.post("/accounts/query", { ...body, fields: "name" })));
    equal(
      answered(await ada.post("/deals/query", { include: ["account"] })).items[0].account.record.id.length >
        0,
      true,
    );
    refused(await ada.post("/accounts/query", { sort: "name" }), 400, "bad_request", "sort:unknown_field");
    refused(
      await ada.post("/accounts/query", { page_size: "3" }),
      400,
      "bad_request",
      "page_size:wrong_type",
    );
    refused(await ada.post("/accounts/query", { offset: -1 }), 400, "bad_parameter");
  });
  await holds("writes answer the record as a GET with the same parameters would", async () => {
    const made = await ada.post(`/deals?${query({ fields: "name", include: "can" })}`, { name: "Shape" });
    deepEqual(Object.keys(answered(made, 201)), ["id", "version", "name", "can"]);
    equal(made.headers.location, `/api/v1/deals/${made.body.id}`);
    const read = await ada.get(`/deals/${made.body.id}?${query({ fields: "name", include: "can" })}`);
    equal(read.text, made.text);
    equal(read.headers.etag, made.headers.etag);
    const changed = answered(await ada.patch(`/deals/${made.body.id}?fields=name`, { name: "Shape 2" }));
    deepEqual(changed, { id: made.body.id, version: 2, name: "Shape 2" });
  });
  await holds("only what one may see is counted and listed", async () => {
    await ana.make("accounts", { name: "Ana's" });
    deepEqual(namesOf(await list({ filter: 'name = "Ana\'s"', count: "exact" }, carl)), []);
    equal((await list({ filter: 'name = "Ana\'s"', count: "exact" }, carl)).total, 0);
  });
  await holds("likely duplicates come with score and reasons", async () => {
    const { candidates } = answered(await ada.post("/accounts/duplicates", { values: { name: "Alpha" } }));
    deepEqual(candidates[0].record, { id: alpha.id, title: "Alpha" });
    match(candidates[0].score, /^[01]\.\d\d$/);
    deepEqual(Object.keys(candidates[0].reasons[0]), ["field", "message"]);
  });
});

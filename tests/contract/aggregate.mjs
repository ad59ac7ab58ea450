// API.md 5: counts and sums.
import { deepEqual, equal, ok } from "node:assert/strict";
import { answered, holds, query, refused, section } from "./support/contract.mjs";

await section("5 aggregate", async ({ ada, ana, carl }) => {
  const account = await ada.make("accounts", { name: "Acme", owner: carl.id });
  const make = (name, values) => ada.make("deals", { name, account: account.id, ...values });
  await make("a", { amount: "100", closes_on: "2026-12-05", stage: "offer", kind: "renewal" });
  await make("b", { amount: "50.5", closes_on: "2026-12-31", kind: "new" });
  await make("c", { amount: "7", closes_on: "2027-01-01", kind: "new", owner: ana.id });
  await make("d", { kind: "project" });
  const ask = async (parameters, who = ada) =>
    answered(await who.get(`/deals/aggregate?${query(parameters)}`));

  await holds("without group_by there is one group, also over nothing", async () => {
    const whole = await ask({ sum: "amount", avg: "amount", min: "amount", max: "amount" });
    deepEqual(Object.keys(whole), ["groups", "currency", "truncated"]);
    equal(whole.currency, "EUR");
    equal(whole.truncated, false);
    equal(whole.groups.length, 1);
    equal(whole.groups[0].count, 4);
    deepEqual(whole.groups[0].sum, { amount: "157.50" });
    deepEqual(whole.groups[0].avg, { amount: "52.50" });
    deepEqual(whole.groups[0].min, { amount: "7.00" });
    deepEqual(whole.groups[0].max, { amount: "100.00" });
    const empty = await ask({ filter: 'name = "nobody"', sum: "amount", avg: "amount", min: "amount" });
    equal(empty.groups[0].count, 0);
    deepEqual(empty.groups[0].sum, { amount: "0.00" });
    deepEqual(empty.groups[0].avg, { amount: null });
    deepEqual(empty.groups[0].min, { amount: null });
  });
  await holds("groups carry key, count, sums and the filter of their rows", async () => {
    const { groups } = await ask({
      group_by: "stage, month(closes_on)",
      sum: "amount,weighted_amount",
      filter: 'status = "open"',
    });
    const offer = groups.find((group) => group.stage.key === "offer");
    equal(offer["month(closes_on)"], "2026-12");
    equal(offer.count, 1);
    equal(offer.sum.amount, "100.00");
    deepEqual(Object.keys(offer), ["stage", "month(closes_on)", "count", "sum", "filter"]);
    for (const group of groups)
      equal((await ada.list("deals", group.filter)).length, group.count, group.filter);
  });
  await holds("buckets are days, ISO weeks, months, quarters and years", async () => {
    const keys = async (group_by) =>
      (await ask({ group_by, filter: 'name = "a"' })).groups.map((group) => group[group_by]);
    deepEqual(await keys("day(closes_on)"), ["2026-12-05"]);
    deepEqual(await keys("week(closes_on)"), ["2026-W49"]);
    deepEqual(await keys("month(closes_on)"), ["2026-12"]);
    deepEqual(await keys("quarter(closes_on)"), ["2026-Q4"]);
    deepEqual(await keys("year(closes_on)"), ["2026"]);
    deepEqual(await keys("closes_on"), ["2026-12-05"]);
    equal((await keys("year(created_at)")).length, 1);
    for (const unit of ["day", "week", "month", "quarter", "year"]) {
      const { groups } = await ask({ group_by: `${unit}(closes_on)` });
      equal(groups.at(-1)[`${unit}(closes_on)`], null);
      for (const group of groups)
        equal((await ada.list("deals", group.filter)).length, group.count, group.filter);
    }
  });
  await holds("choices come as declared, others by key, nothing last", async () => {
    deepEqual(
      (await ask({ group_by: "kind" })).groups.map((group) => group.kind),
      ["new", "renewal", "project"],
    );
    const months = (await ask({ group_by: "month(closes_on)" })).groups.map(
      (group) => group["month(closes_on)"],
    );
    deepEqual(months, ["2026-12", "2027-01", null]);
  });
  await holds("groups are ordered and cut as asked", async () => {
    const counted = (await ask({ group_by: "kind", order_by: "count desc" })).groups.map(
      (group) => group.count,
    );
    deepEqual(counted, [2, 1, 1]);
    const summed = (await ask({ group_by: "kind", sum: "amount", order_by: "sum.amount desc" })).groups;
    equal(summed[0].kind, "renewal");
    const cut = await ask({ group_by: "kind", limit: 2 });
    equal(cut.groups.length, 2);
    equal(cut.truncated, true);
    refused(await ada.get("/deals/aggregate?limit=1001"), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?limit=0"), 400, "bad_parameter");
    refused(await ada.post("/deals/aggregate", { limit: 0 }), 400, "bad_parameter");
    refused(await ada.post("/deals/aggregate", { limit: 1001 }), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?group_by=kind,stage,status,owner"), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?group_by=nothing"), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?sum=name"), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?order_by=nothing"), 400, "bad_parameter");
    refused(await ada.get("/deals/aggregate?nothing=1"), 400, "unknown_parameter");
  });
  await holds("one to-one step may be grouped by, and links", async () => {
    const { groups } = await ask({ group_by: "owner.department" });
    ok(groups.every((group) => "owner.department" in group));
    for (const group of groups)
      equal((await ada.list("deals", group.filter)).length, group.count, group.filter);
    const owners = (await ask({ group_by: "owner" })).groups;
    deepEqual(Object.keys(owners[0].owner), ["id", "title"]);
  });
  await holds("all hidden links are one group without a filter", async () => {
    const { groups } = await ask({ group_by: "account" }, ana);
    deepEqual(
      groups.map((group) => group.account),
      [{ hidden: true }],
    );
    equal(groups[0].filter, null);
  });
  await holds("to-many fields count a record in each of its groups", async () => {
    const tags = [await ada.make("tags", { name: "t1" }), await ada.make("tags", { name: "t2" })];
    await make("e", { tags: tags.map((tag) => tag.id), kind: "new" });
    const { groups } = await ask({ group_by: "tags", filter: 'name = "e"' });
    deepEqual(
      groups.map((group) => group.tags.title),
      ["t1", "t2"],
    );
    for (const group of groups) equal((await ada.list("deals", group.filter)).length, 1);
  });
  await holds("sums of whole numbers are numbers", async () => {
    await make("f", { push_count: undefined, recurring_months: 12 });
    const { groups } = await ask({ sum: "recurring_months", max: "recurring_months" });
    equal(groups[0].sum.recurring_months, 12);
  });
  await holds(
    "what has no rate is left out and counted, and currency in group_by keeps each its own",
    async () => {
      await make("g", { amount: "10", currency: "JPY" });
      const whole = (await ask({ sum: "amount" })).groups[0];
      equal(whole.sum.amount, "157.50");
      deepEqual(whole.unconverted, { amount: 1 });
      const { groups } = await ask({ group_by: "currency", sum: "amount", filter: "amount != null" });
      deepEqual(
        groups.map((group) => `${group.currency} ${group.sum.amount}`),
        ["EUR 157.50", "JPY 10"],
      );
    },
  );
  await holds("another currency converts the result at today's rate", async () => {
    answered(
      await ada.post("/exchange_rates", { currency: "USD", rate: "0.5", rated_on: "2026-01-01" }),
      201,
    );
    const whole = await ask({ sum: "amount", currency: "USD", filter: 'currency = "EUR"' });
    equal(whole.currency, "USD");
    equal(whole.groups[0].sum.amount, "315.00");
    equal((await ada.get("/deals/aggregate?currency=ZZZ&sum=amount")).status, 400);
  });
  await holds("a POST asks the same", async () => {
    const body = { group_by: ["kind"], sum: ["amount"], filter: 'status = "open"' };
    deepEqual(
      answered(await ada.post("/deals/aggregate", body)),
      await ask({ group_by: "kind", sum: "amount", filter: 'status = "open"' }),
    );
    refused(await ada.post("/deals/aggregate", { having: "x" }), 400, "bad_request", "having:unknown_field");
  });
  await holds("one counts only what one sees", async () => {
    equal((await ask({}, ana)).groups[0].count, 1);
    equal((await ask({ q: "c" }, ada)).groups[0].count >= 1, true);
    equal((await ask({ bin: "only" })).groups[0].count, 0);
  });
});

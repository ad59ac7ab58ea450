// API.md 4: the filter language.
import { deepEqual, equal } from "node:assert/strict";
import { answered, holds, query, section } from "./support/contract.mjs";

await section("4 filters", async ({ ada, ana, ben, carl, departments }) => {
  const [segment] = await ada.list("segments");
  const make = (name, more = {}) => ada.make("accounts", { name, ...more });
  await make("Elka", {
    credit_hold: false,
    industry: "energy",
    segment: segment.id,
    employees: 10,
    annual_revenue: "1000000",
    owner: ana.id,
  });
  await make("Ёлка", { industry: "retail", employees: 20, state_share_percent: "12.5", owner: ben.id });
  const elka = await make("ÉLKA", {
    industry: "food",
    credit_hold: true,
    founded_on: "2026-12-31",
    owner: ana.id,
  });
  await make('O"Neil \\ Sons', { tier: "key", founded_on: "2026-02-28" });
  const deal = await ada.make("deals", {
    name: "Won deal",
    account: elka.id,
    amount: "150000",
    closes_on: "2026-12-31",
  });
  await ada.make("deals", { name: "Other", account: elka.id, amount: "5", closes_on: "2027-01-31" });
  const names = async (filter, who = ada) =>
    (await who.list("accounts", filter)).map((item) => item.name).sort();
  const deals = async (filter) => (await ada.list("deals", filter)).map((item) => item.name).sort();
  const all = await names("");
  const same = async (one, other) => deepEqual(await names(one), await names(other), `${one} / ${other}`);

  await holds("AND binds tighter than OR, NOT tightest, parentheses group", async () => {
    await same('name = "Elka" OR industry = "food" AND employees = 1', 'name = "Elka"');
    await same('(name = "Elka" OR industry = "food") AND employees = 10', 'name = "Elka"');
    await same('NOT name = "Elka" AND employees = 20', 'name = "Ёлка"');
    await same('NOT (name = "Elka" OR employees = 20)', 'name != "Elka" AND employees != 20');
    await same("NOT NOT credit_hold", "credit_hold");
  });
  await holds("white space may stand between any two tokens", async () => {
    await same("\n( employees\t>=\n10 )AND employees<=10", "employees = 10");
    await same('industry NOT   IN("food","retail")', 'NOT industry IN ("food", "retail")');
  });
  await holds("equality, order and sets go with text, numbers, days and ids", async () => {
    deepEqual(await names("employees IN (10, 20)"), ["Elka", "Ёлка"]);
    deepEqual(await names("employees NOT IN (10, 20)"), ['O"Neil \\ Sons', "ÉLKA"]);
    deepEqual(await names("employees > 10"), ["Ёлка"]);
    deepEqual(await names("state_share_percent > 12.4 AND state_share_percent <= 12.50"), ["Ёлка"]);
    deepEqual(await names("annual_revenue >= 1000000"), ["Elka"]);
    deepEqual(await names("annual_revenue_base = 1000000.0000"), ["Elka"]);
    deepEqual(await names("founded_on = 2026-12-31"), ["ÉLKA"]);
    deepEqual(await names('founded_on = "2026-12-31"'), ["ÉLKA"]);
    deepEqual(await names("founded_on < 2026-12-31"), ['O"Neil \\ Sons']);
    deepEqual(await names(`id = "${elka.id}"`), ["ÉLKA"]);
    deepEqual(await names(`id IN ("${elka.id}", "1")`), ["ÉLKA"]);
    equal((await names(`id <= "${elka.id}"`)).length, 3);
    deepEqual(await names('name >= "o" AND name < "p"'), ['O"Neil \\ Sons']);
  });
  await holds("contains is folded, with its own letters in Cyrillic", async () => {
    deepEqual(await names('name : "elka"'), ["Elka", "ÉLKA"]);
    deepEqual(await names("name : 'елка'"), ["Ёлка"]);
    deepEqual(await names("name : 'ЁЛК'"), ["Ёлка"]);
    deepEqual(await names('name : ""'), all);
    deepEqual(await names('legal_name : ""'), []);
  });
  await holds("quotes and escapes write any text", async () => {
    deepEqual(await names('name = "O\\"Neil \\\\ Sons"'), ['O"Neil \\ Sons']);
    deepEqual(await names("name = 'O\"Neil \\\\ Sons'"), ['O"Neil \\ Sons']);
    deepEqual(await names('name = "\\u0401лка"'), ["Ёлка"]);
  });
  await holds("a lone path is a flag", async () => {
    deepEqual(await names("credit_hold"), ["ÉLKA"]);
    await same("NOT credit_hold", "credit_hold != true");
  });
  await holds("nothing is equal to nothing but null, and unequal to everything", async () => {
    deepEqual(await names("employees = null"), ['O"Neil \\ Sons', "ÉLKA"]);
    deepEqual(await names("employees != null"), ["Elka", "Ёлка"]);
    deepEqual(await names("employees != 10"), ['O"Neil \\ Sons', "ÉLKA", "Ёлка"]);
    deepEqual(await names("NOT employees >= 0"), ['O"Neil \\ Sons', "ÉLKA"]);
    deepEqual(await names('legal_name = ""'), []);
    equal((await names("parent = null")).length, 4);
    deepEqual(await names("deals = null"), ["Elka", 'O"Neil \\ Sons', "Ёлка"]);
    deepEqual(await names("deals != null"), ["ÉLKA"]);
  });
  await holds("keys, links and me() are compared by id, key and title", async () => {
    deepEqual(await names("owner = me()", ana), ["Elka", "ÉLKA"]);
    deepEqual(await names(`segment = "${segment.key ?? segment.id}"`), ["Elka"]);
    deepEqual(await names('owner : "an"'), ["Elka", "ÉLKA"]);
    deepEqual(await names("owner IN my_team()", ana), ["Elka", "ÉLKA"]);
    deepEqual(await names("owner IN my_subtree() AND NOT owner = me()", ben), ["Elka", "ÉLKA"]);
    deepEqual(await names("owner.department = my_department()", ana), ["Elka", "ÉLKA"]);
    deepEqual(await names(`department = "${departments.one.id}"`), ["Elka", "ÉLKA"]);
  });
  await holds("paths follow links and relations, any() asks for one that meets both", async () => {
    deepEqual(await deals('account.industry = "food"'), ["Other", "Won deal"]);
    deepEqual(await deals('account.owner.name : "ana"'), ["Other", "Won deal"]);
    deepEqual(await names("deals.amount = 5 AND deals.closes_on = 2026-12-31"), ["ÉLKA"]);
    deepEqual(await names("any(deals, amount = 5 AND closes_on = 2026-12-31)"), []);
    deepEqual(await names("any(deals, amount > 100000 AND closes_on = 2026-12-31)"), ["ÉLKA"]);
    deepEqual(await names("NOT any(deals, NOT (amount > 1))"), all);
    deepEqual(await names("deals.amount != 5"), ["Elka", 'O"Neil \\ Sons', "Ёлка"]);
  });
  await holds("what is in the bin takes no part", async () => {
    const gone = await ada.make("deals", { name: "Gone", account: elka.id, amount: "77" });
    deepEqual(await names("deals.amount = 77"), ["ÉLKA"]);
    answered(await ada.remove(`/deals/${gone.id}`));
    deepEqual(await names("deals.amount = 77"), []);
    const tag = await ada.make("tags", { name: "shortlived" });
    answered(await ada.patch(`/accounts/${elka.id}`, { tags: { add: [tag.id] } }));
    deepEqual(await names('tags : "short"'), ["ÉLKA"]);
    const owner = await ada.make("users", { name: "Passing", email: "passing@acme.test" });
    const parent = await make("Parent");
    const child = await make("Child", { parent: parent.id });
    deepEqual(await names(`parent = "${parent.id}"`), ["Child"]);
    const removed = await ada.remove(`/accounts/${parent.id}`);
    if (removed.status === 200) deepEqual(await names(`parent = "${parent.id}"`), []);
    answered(await ada.remove(`/accounts/${child.id}`));
    void owner;
  });
  await holds("a link by id does not count a target in the bin, whoever asks", async () => {
    const source = await ada.make("lead_sources", { name: "Old fair", key: "old_fair" });
    const account = await make("From the fair", { source: source.id });
    deepEqual(await names(`source = "${source.id}"`), ["From the fair"]);
    const removed = await ada.remove(`/lead_sources/${source.id}`);
    if (removed.status === 200) {
      deepEqual(await names(`source = "${source.id}"`), []);
      deepEqual(await names(`source IN ("${source.id}") AND name = "From the fair"`), []);
      deepEqual(await names(`source != "${source.id}" AND name = "From the fair"`), ["From the fair"]);
    } else equal(removed.body.code, "in_use");
    answered(await ada.remove(`/accounts/${account.id}`));
  });
  await holds("over a hidden link every comparison is false", async () => {
    const hidden = await ada.make("deals", { name: "Hidden link", account: elka.id, owner: carl.id });
    const list = async (filter) => (await carl.list("deals", filter)).length;
    for (const filter of [
      `account = "${elka.id}"`,
      'account : "l"',
      'account.industry = "food"',
      "account = null",
      "account.industry = null",
    ])
      equal(await list(filter), 0, filter);
    for (const filter of [`account != "${elka.id}"`, 'NOT account.industry = "food"'])
      equal(await list(filter), 1, filter);
    answered(await ada.remove(`/deals/${hidden.id}`));
  });
  await holds("times are counted in the reader's zone", async () => {
    const today = (await ada.list("accounts", "created_at = today()")).length;
    equal(today, (await ada.list("accounts", "")).length);
    equal((await ada.list("accounts", "created_at >= now() - hours(24)")).length, today);
    equal((await ada.list("accounts", "created_at > today()")).length, 0);
    equal((await ada.list("accounts", "created_at <= today()")).length, today);
    equal((await ada.list("accounts", "created_at < days(-1)")).length, 0);
    equal(
      (await ada.list("accounts", "created_at >= start_of_month() AND created_at <= end_of_month()")).length,
      today,
    );
    equal((await ada.list("accounts", "created_at >= start_of_year(1)")).length, 0);
    for (const unit of ["week", "quarter", "year"])
      equal(
        (await ada.list("accounts", `created_at >= start_of_${unit}() AND created_at <= end_of_${unit}()`))
          .length,
        today,
      );
    equal((await ada.list("accounts", "created_at < 2026-01-01T00:00:00+03:00")).length, 0);
    deepEqual(await names("founded_on = 2026-11-30 + months(1) + days(1)"), ["ÉLKA"]);
    deepEqual(await names("founded_on = 2026-03-31 - months(1)"), ['O"Neil \\ Sons']);
  });

  const refusals = [
    ["employees = = 3", "filter_syntax", 'Expected a value after "=" but found "=".', 13],
    ['name = "Acme', "filter_syntax", "The text that begins here has no closing quote.", 8],
    ["name = Acme", "filter_syntax", 'Put text in quotes: "Acme".', 8],
    ['tier = "key" and owner = me()', "filter_syntax", "Write AND in capitals.", 14],
    [
      'sgment = "large"',
      "filter_unknown_field",
      'Accounts have no field "sgment". Did you mean "segment"?',
      1,
    ],
    [
      'annual_revenue : "5"',
      "filter_operator",
      '":" does not go with money; use = != IN NOT IN < <= > >=.',
      16,
    ],
    ['founded_on > "soon"', "filter_value", '"soon" is not a day (YYYY-MM-DD).', 14],
    ['tier = "huge"', "filter_value", '"huge" is not one of strategic, key, growth, standard.', 8],
    ["founded_on = 2026-02-30", "filter_value", "30 February does not exist.", 14],
    ["owner = mine()", "filter_unknown_function", "There is no function mine().", 9],
    ["Ёлка = 1", "filter_syntax", undefined, 1],
    ["name = ", "filter_syntax", undefined, 8],
    ['(name = "x"', "filter_syntax", undefined, undefined],
    ["employees < null", "filter_value", undefined, 13],
    ["name", "filter_syntax", undefined, 1],
  ];
  for (const [filter, code, detail, column] of refusals)
    await holds(`"${filter}" is refused where it is wrong`, async () => {
      for (const answer of [
        await ada.get(`/accounts?${query({ filter })}`),
        await ada.post("/accounts/query", { filter }),
        await ada.post("/accounts/aggregate", { filter }),
      ]) {
        equal(`${answer.status} ${answer.body.code}`, `400 ${code}`, answer.text);
        equal(answer.body.at.parameter, "filter");
        if (detail) equal(answer.body.detail, detail);
        if (column) equal(answer.body.at.column, column, answer.text);
        equal(typeof answer.body.at.length, "number");
      }
    });
  await holds("limits are named", async () => {
    for (const filter of [
      `name = "${"x".repeat(1001)}"`,
      Array.from({ length: 201 }, () => "employees = 1").join(" OR "),
      `${"(".repeat(17)}employees = 1${")".repeat(17)}`,
      `employees IN (${Array.from({ length: 501 }, (_, i) => i).join(",")})`,
      `name = "x" ${" ".repeat(8192)}`,
    ]) {
      const answer = await ada.post("/accounts/query", { filter });
      equal(`${answer.status} ${answer.body.code}`, "400 filter_too_large", answer.text.slice(0, 300));
    }
    answered(
      await ada.post("/accounts/query", {
        filter: `employees IN (${Array.from({ length: 500 }, (_, i) => i).join(",")})`,
      }),
    );
    answered(
      await ada.post("/accounts/query", {
        filter: Array.from({ length: 200 }, () => "employees = 1").join(" OR "),
      }),
    );
  });
  await holds("a hidden field is an unknown one, everywhere", async () => {
    for (const answer of [
      await ana.get(`/products?${query({ filter: "cost > 1" })}`),
      await ana.get("/products?order_by=cost"),
      await ana.get("/products?fields=cost"),
      await ana.get("/products/aggregate?sum=cost"),
      await ana.get("/products/aggregate?group_by=cost"),
    ]) {
      equal(answer.status, 400, answer.text);
      equal(/no field/.test(answer.text), true, answer.text);
    }
  });
  void deal;
});

// API.md 16: commands, exit codes, what goes to which output.
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { holds, section } from "./support/contract.mjs";
import { password } from "./support/workspace.mjs";

await section("16 command line", async ({ workspace, ada }) => {
  const run = (words, input) => workspace.run(words, input);
  const file = (name, text) => {
    const place = path.join(workspace.folder, name);
    writeFileSync(place, text);
    return place;
  };
  const onlyError = (ran, code) => {
    equal(ran.code, code, `${ran.out} ${ran.err}`);
    equal(ran.out, "");
    ok(ran.err.trim().length > 0);
  };

  await holds("serve says where it is ready", () => {
    match(workspace.said, /^Kontor \S+ is ready at http:\/\/127\.0\.0\.1:\d+$/m);
  });
  await holds("wrong usage is 2, with words on stderr alone", () => {
    for (const words of [
      [],
      ["fly"],
      ["serve", "--nothing"],
      ["user"],
      ["user", "fly"],
      ["import"],
      ["export"],
    ])
      onlyError(run(words), 2);
  });
  await holds("every command explains itself", () => {
    for (const command of [
      "serve",
      "user",
      "import",
      "export",
      "migrate",
      "check",
      "demo",
      "openapi",
      "version",
    ]) {
      const ran = run([command, "--help"]);
      equal(ran.code, 0, `${command}: ${ran.err}`);
      ok(ran.out.includes(command), ran.out);
    }
  });
  await holds("version names commit, schema and libraries", () => {
    match(run(["version"]).out, /^kontor \S+ \(.*schema \d+.*sqlite [\d.]+.*libpq [\d.]+.*\)$/m);
  });
  await holds(
    "a person is added with a password or invited by a link, and an e-mail in use is 1",
    async () => {
      const added = run(
        ["user", "add", "--email", "gil@acme.test", "--role", "read_only", "--password-stdin"],
        `${password}\n`,
      );
      equal(added.code, 0, added.err);
      match(added.out, /^\d+\n$/);
      const invited = run([
        "user",
        "add",
        "--email",
        "hal@acme.test",
        "--role",
        "read_only",
        "--name",
        "Hal",
      ]);
      match(invited.out, /^http\S+\n$/);
      onlyError(run(["user", "add", "--email", "GIL@acme.test", "--role", "read_only"]), 1);
      onlyError(run(["user", "add", "--email", "x@acme.test", "--role", "nobody"]), 1);
      equal((await ada.list("users", 'email = "gil@acme.test"')).length, 1);
    },
  );
  await holds("people are listed, changed, deactivated and given tokens", async () => {
    ok(run(["user", "list"]).out.includes("gil@acme.test"));
    equal(run(["user", "set-role", "--email", "gil@acme.test", "--role", "auditor"]).code, 0);
    equal(run(["user", "set-password", "--email", "gil@acme.test"], `${password} 2\n`).code, 0);
    match(
      run(["user", "token", "--email", "gil@acme.test", "--name", "t", "--scope", "read"]).out,
      /kont_\S+/,
    );
    equal(run(["user", "deactivate", "--email", "gil@acme.test"]).code, 0);
    onlyError(run(["user", "set-role", "--email", "nobody@acme.test", "--role", "auditor"]), 1);
  });
  await holds("an import counts on stdout and tells rejected rows on stderr", async () => {
    const csv = file("rows.csv", "name,employees\nOne,1\nTwo,two\n");
    const rejected = path.join(workspace.folder, "rejected.csv");
    const ran = run(["import", "accounts", csv, "--rejected", rejected]);
    equal(ran.code, 0, ran.err);
    equal(ran.out, "2 read, 1 created, 0 updated, 0 skipped, 1 rejected\n");
    match(ran.err, /line 3/);
    match(readFileSync(rejected, "utf8"), /^name,employees,line,reason\r\nTwo,two,3,/);
    equal((await ada.list("accounts", 'name = "One"')).length, 1);
  });
  await holds("a dry run keeps nothing, strict is 3 and keeps nothing, stdin is -", async () => {
    const csv = "name,employees\nDry,1\nWet,two\n";
    equal(run(["import", "accounts", "-", "--dry-run"], csv).code, 0);
    const strict = run(["import", "accounts", "-", "--strict"], csv);
    equal(strict.code, 3, strict.err);
    equal((await ada.list("accounts", 'name = "Dry"')).length, 0);
    equal(JSON.parse(run(["import", "accounts", "-", "--json"], "name\nJson\n").out).counts.created, 1);
  });
  await holds("an import that cannot begin is 1, one that is told wrongly 2 or 1", () => {
    onlyError(run(["import", "accounts", "/nowhere/rows.csv"]), 1);
    onlyError(run(["import", "nothing", file("a.csv", "name\nx\n")]), 1);
    const mapping = file("mapping.json", JSON.stringify({ entity: "deals", columns: { name: "name" } }));
    onlyError(run(["import", "accounts", file("b.csv", "name\nx\n"), "--mapping", mapping]), 1);
  });
  await holds("an export goes to stdout, or to a file that appears when it is complete", () => {
    const csv = run(["export", "accounts", "--filter", 'name = "One"', "--fields", "name"]);
    equal(csv.code, 0, csv.err);
    equal(csv.out.replace(/^\ufeff/, "").split("\r\n")[0], "id,version,name");
    const place = path.join(workspace.folder, "out.json");
    equal(run(["export", "accounts", "--format", "json", "--order-by", "name desc", "-o", place]).code, 0);
    ok(existsSync(place));
    ok(Array.isArray(JSON.parse(readFileSync(place, "utf8"))));
    onlyError(run(["export", "accounts", "--filter", "nothing = 1"]), 1);
    onlyError(run(["export", "nothing"]), 1);
  });
  await holds("with --as an export is that person's", async () => {
    const ran = run(
      ["user", "add", "--email", "lea@acme.test", "--role", "account_manager", "--password-stdin"],
      password,
    );
    equal(ran.code, 0, ran.err);
    const own = run(["export", "accounts", "--as", "lea@acme.test"]);
    equal(own.code, 1, own.out);
  });
  await holds("check and migrate find nothing wrong, beside a running server", () => {
    const checked = run(["check"]);
    equal(checked.code, 0, checked.out + checked.err);
    match(checked.out, /^ok, \d+ records checked/);
    ok(JSON.parse(run(["check", "--json"]).out));
    equal(run(["migrate", "--dry-run"]).code, 0);
  });
  await holds("demo refuses a workspace that has records", () => {
    onlyError(run(["demo", "--accounts", "5"]), 1);
  });
  await holds("the contract is said as JSON", () => {
    const document = JSON.parse(run(["openapi"]).out);
    match(document.openapi, /^3\.1/);
    ok(document.paths["/accounts"]);
  });
  await holds("an unknown or wrong setting stops with its name", () => {
    const config = file("kontor.toml", 'listen = "127.0.0.1:0"\nnothing = 1\n');
    const ran = run(["serve", "--config", config]);
    onlyError(ran, 1);
    match(ran.err, /nothing/);
    match(run(["serve", "--listen", "somewhere"]).err, /listen/);
  });
  await holds("a second server on the same data is 4", () => {
    const ran = run(["serve", "--listen", "127.0.0.1:0"]);
    equal(ran.code, 4, `${ran.out} ${ran.err}`);
  });
  await holds("a server that is told to end finishes with 0", async () => {
    equal(await workspace.end("SIGTERM"), 0);
  });
  void deepEqual;
});

import { afterEach, expect, test, vi } from "vitest";
import { clashes, type Scope, ShortcutRegistry } from "./shortcuts";

function press(code: string, more: KeyboardEventInit & { on?: Element } = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { code, cancelable: true, bubbles: true, ...more });
  (more.on ?? document.body).dispatchEvent(event);
  return event;
}

function registryWith(keys: string, scope: Scope = "page", inText = false) {
  const registry = new ShortcutRegistry();
  const run = vi.fn();
  registry.add([{ keys, scope, inText, label: "", section: "", run }]);
  window.addEventListener("keydown", registry.handle);
  stop.push(() => window.removeEventListener("keydown", registry.handle));
  return { registry, run };
}

const stop: (() => void)[] = [];

afterEach(() => {
  for (const end of stop.splice(0)) end();
  document.body.innerHTML = "";
});

test("keys are told by their place, whatever the layout writes", () => {
  const { run } = registryWith("KeyJ");
  press("KeyJ", { key: "о" });
  expect(run).toHaveBeenCalledOnce();
});

test("letters belong to the text that is being typed", () => {
  const { run } = registryWith("KeyJ");
  document.body.innerHTML = "<input>";
  press("KeyJ", { on: document.querySelector("input") ?? undefined });
  expect(run).not.toHaveBeenCalled();
});

test("a shortcut may ask for keys even while typing", () => {
  const { run } = registryWith("Mod+KeyK", "global", true);
  document.body.innerHTML = "<input>";
  press("KeyK", { ctrlKey: true, on: document.querySelector("input") ?? undefined });
  expect(run).toHaveBeenCalledOnce();
});

test("under a dialog the page does not hear its keys", () => {
  const { run } = registryWith("KeyJ");
  document.body.innerHTML = '<div role="dialog"><button></button></div>';
  press("KeyJ", { on: document.querySelector("button") ?? undefined });
  expect(run).not.toHaveBeenCalled();
});

test("two keys in a row make a sequence, slow ones do not", () => {
  const { run } = registryWith("KeyG KeyA", "global");
  press("KeyG");
  press("KeyA");
  expect(run).toHaveBeenCalledOnce();
  press("KeyA");
  expect(run).toHaveBeenCalledOnce();
});

test("the innermost scope has the key", () => {
  const { registry, run } = registryWith("Escape", "global");
  const inner = vi.fn();
  const remove = registry.add([{ keys: "Escape", scope: "panel", label: "", section: "", run: inner }]);
  press("Escape");
  expect(inner).toHaveBeenCalledOnce();
  expect(run).not.toHaveBeenCalled();
  remove();
  press("Escape");
  expect(run).toHaveBeenCalledOnce();
});

test("a key that somebody has taken is left alone", () => {
  const { run } = registryWith("KeyJ");
  const take = (event: Event) => event.preventDefault();
  document.body.addEventListener("keydown", take);
  press("KeyJ");
  document.body.removeEventListener("keydown", take);
  expect(run).not.toHaveBeenCalled();
});

test("clashes within a scope are found, across scopes they are meant", () => {
  const at = (keys: string, scope: Scope) => ({ keys, scope });
  expect(clashes([at("KeyG KeyA", "global"), at("KeyG", "global")])).toHaveLength(1);
  expect(clashes([at("KeyJ", "page"), at("KeyJ", "page")])).toHaveLength(1);
  expect(clashes([at("Escape", "page"), at("Escape", "panel")])).toEqual([]);
  expect(clashes([at("KeyG KeyA", "global"), at("KeyG KeyC", "global")])).toEqual([]);
});

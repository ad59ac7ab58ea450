import { expect, test } from "vitest";
import { browserName } from "./browserName";

test("a browser is called as people call it, and by the newest of the names it gives itself", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
  expect(browserName(chrome)).toBe("Chrome, Linux");
  expect(browserName(`${chrome.replace("X11; Linux x86_64", "Windows NT 10.0")} Edg/156.0.0.0`)).toBe(
    "Edge, Windows",
  );
});

test("a program keeps its own name", () => {
  expect(browserName("curl/7.88.1")).toBe("curl/7.88.1");
});

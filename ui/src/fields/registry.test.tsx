import { screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import type { FieldTypeName } from "@/api/types";
import { startText } from "@/text";
import { draw, field, sampleValues } from "../../test/cast";
import { fieldTypeOf, fieldTypes, wireValue } from "./registry";

const shown: Record<FieldTypeName, RegExp> = {
  id: /17/,
  text: /Acme renewal/,
  long_text: /Two/,
  rich_text: /bold/,
  whole: /42/,
  number: /12\.5/,
  percent: /12\.5%/,
  money: /€1,250,000/,
  day: /18 Dec 2026/,
  instant: /23 Nov 2025/,
  duration: /1 h 30 min/,
  flag: /Yes/,
  choice: /Large/,
  choices: /Large/,
  link: /Acme/,
  links: /Acme/,
  email: /ana@acme\.test/,
  phone: /\+49 30 1234/,
  url: /acme\.test\/about/,
  address: /Main 1, 10115 Berlin, Germany/,
  file: /plan\.pdf/,
  json: /\{"a":\[1,2\]\}/,
};

const types = Object.keys(fieldTypes) as FieldTypeName[];
const fieldOfType = (type: FieldTypeName) =>
  field("sample", type, {
    entity: "deals",
    choices: type.startsWith("choice") ? [{ value: "large", label: "Large" }] : undefined,
  });

beforeAll(async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(
      async () =>
        new Response(JSON.stringify({ items: [], next_page_token: null }), {
          headers: { "Content-Type": "application/json" },
        }),
    ),
  );
  await startText("en");
});

test.each(types)("a value of type %s is shown", async (type) => {
  const { View } = fieldTypes[type];
  await draw(<View value={sampleValues[type]} field={fieldOfType(type)} record={{}} />);
  expect(screen.getByTestId("drawn").textContent).toMatch(shown[type]);
});

test.each(types)("an empty value of type %s is shown as nothing", async (type) => {
  const { View } = fieldTypes[type];
  await draw(<View value={null} field={fieldOfType(type)} record={{}} />);
  expect(screen.getByTestId("drawn").textContent).toBe("");
});

test.each(types)("a value of type %s can be edited in a form and in a cell", async (type) => {
  const { Input } = fieldTypes[type];
  for (const place of ["form", "cell"] as const) {
    const { container, unmount } = await draw(
      <Input
        place={place}
        value={sampleValues[type]}
        field={fieldOfType(type)}
        record={{}}
        onChange={() => {}}
        label="Sample"
      />,
    );
    expect(container.querySelector("input, textarea, button")).not.toBeNull();
    unmount();
  }
});

test.each(types)("a filter on type %s is drawn for each of its operators", async (type) => {
  const { Filter, operators } = fieldTypes[type];
  for (const operator of operators) {
    const { unmount } = await draw(
      <Filter field={fieldOfType(type)} operator={operator} values={[]} onChange={() => {}} />,
    );
    unmount();
  }
});

test.each(types)("what is copied from type %s can be pasted again", (type) => {
  const { parse, text } = fieldTypes[type];
  if (!parse || type === "url" || type === "json") return;
  const sample = fieldOfType(type);
  const parsed = parse(text(sampleValues[type], sample, {}), sample);
  expect(parsed).toEqual({ ok: true, value: type === "money" ? "1250000" : sampleValues[type] });
});

test("links are sent as ids", () => {
  expect(wireValue(fieldOfType("link"), { id: "17", title: "Acme" })).toBe("17");
  expect(wireValue(fieldOfType("links"), [{ id: "17", title: "Acme" }])).toEqual(["17"]);
  expect(wireValue(fieldOfType("link"), null)).toBeNull();
});

test("a link that may not be seen tells nothing", async () => {
  const { View } = fieldTypes.link;
  await draw(<View value={{ hidden: true }} field={fieldOfType("link")} record={{}} />);
  expect(screen.getByText("Hidden")).toBeDefined();
});

test("a stored script address never becomes a link", async () => {
  const { View } = fieldTypes.url;
  const { container } = await draw(
    <View value="javascript:alert(1)" field={fieldOfType("url")} record={{}} />,
  );
  expect(container.querySelector("a")).toBeNull();
});

test("a type that this page does not know is shown as text", () => {
  expect(fieldTypeOf(field("new", "hologram" as FieldTypeName))).toBe(fieldTypes.text);
});

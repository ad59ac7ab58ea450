import { normaliseDecimal } from "@/fields/number/decimal";

// One row of a spreadsheet, as far as it says something about a line.
export interface PastedLine {
  // By which the product is looked for.
  sku: string | null;
  name: string | null;
  quantity: string | null;
  price: string | null;
  discount: string | null;
}

type Column = keyof PastedLine | "ignored";

// What the headings of price lists, orders and offers are called.
const headings: [Column, RegExp][] = [
  ["sku", /^(sku|article|art\.?|item no\.?|code|part( number)?|артикул|код)$/i],
  ["name", /^(name|product|description|item|наименование|название|товар|описание)$/i],
  ["quantity", /^(quantity|qty\.?|amount of|pieces|pcs\.?|количество|кол-во|кол\.?)$/i],
  ["price", /^(price|unit price|price per unit|цена|цена за ед\.?)$/i],
  ["discount", /^(discount|disc\.?|discount,? ?%|скидка|скидка,? ?%)$/i],
];

const numberLike = /^[\s\d.,'’\u00a0\u202f%€$£₽-]+$/;

function isNumeric(cell: string): boolean {
  return numberLike.test(cell) && normaliseDecimal(cell) !== null;
}

function headingOf(cell: string): Column | undefined {
  return headings.find(([, pattern]) => pattern.test(cell.trim()))?.[0];
}

function isNumbering(cells: string[]): boolean {
  return cells.length > 1 && cells.every((cell, index) => Number(cell) === index + 1);
}

// Columns without headings are known by what stands in them, in the order in which people write them.
function guessColumns(rows: string[][]): Column[] {
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, place) =>
    rows.map((row) => row[place] ?? "").filter((cell) => cell !== ""),
  );
  const numeric = columns.map((cells) => cells.length > 0 && cells.every(isNumeric));
  const words = columns.flatMap((cells, place) => (cells.length > 0 && !numeric[place] ? [place] : []));
  const kinds: Column[] = columns.map(() => "ignored");
  const firstWord = words[0] ?? -1;
  // Articles may be numbers too: then they stand before the words.
  const article = firstWord > 0 ? firstWord - 1 : -1;
  if (article >= 0 && !isNumbering(columns[article] ?? [])) kinds[article] = "sku";
  if (words.length > 1 && article < 0) {
    kinds[firstWord] = "sku";
    kinds[words[1] ?? 0] = "name";
  } else if (firstWord >= 0) kinds[firstWord] = "name";
  const wanted: Column[] = ["quantity", "price", "discount"];
  columns.forEach((cells, place) => {
    if (!numeric[place] || kinds[place] !== "ignored" || place < firstWord) return;
    const isShare = cells.some((cell) => cell.includes("%"));
    const next = isShare ? "discount" : wanted[0];
    if (!next) return;
    kinds[place] = next;
    wanted.splice(wanted.indexOf(next), 1);
  });
  return kinds;
}

// Rows from a spreadsheet; nothing when the text is a value and not a table.
export function readPasted(text: string): PastedLine[] {
  const rows = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((row) => row.split("\t").map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ""));
  const isTable = rows.length > 1 || (rows[0]?.length ?? 0) > 1;
  if (!isTable) return [];
  const named = (rows[0] ?? []).map((cell) => headingOf(cell) ?? "ignored");
  const hasHeadings = named.filter((column) => column !== "ignored").length > 1;
  const columns = hasHeadings ? named : guessColumns(rows);
  return (hasHeadings ? rows.slice(1) : rows).map((row) => {
    const cellOf = (column: Column) => row[columns.indexOf(column)] || null;
    const decimalAt = (column: Column) => normaliseDecimal(cellOf(column) ?? "");
    return {
      sku: cellOf("sku"),
      name: cellOf("name"),
      quantity: decimalAt("quantity"),
      price: decimalAt("price"),
      discount: decimalAt("discount"),
    };
  });
}

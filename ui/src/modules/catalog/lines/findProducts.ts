import { post } from "@/api/client";
import type { RecordPage, RecordValues } from "@/api/types";
import type { PastedLine } from "./pasted";

// A filter holds at most 500 values and 8,192 bytes.
const wordsMax = 60;

function quoted(word: string): string {
  return `"${word.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

interface FoundProduct {
  id: string;
  name: string;
  sku: string | null;
}

async function productsNamed(words: string[]): Promise<FoundProduct[]> {
  const found: FoundProduct[] = [];
  for (let start = 0; start < words.length; start += wordsMax) {
    const list = words
      .slice(start, start + wordsMax)
      .map(quoted)
      .join(", ");
    const page = await post<RecordPage>("/products/query", {
      filter: `sku IN (${list}) OR name IN (${list})`,
      fields: "name,sku",
      page_size: 500,
    });
    for (const item of page.items) {
      found.push({ id: item.id, name: String(item.name ?? ""), sku: (item.sku as string | null) ?? null });
    }
  }
  return found;
}

// Pasted rows as lines: products by their article before their name, and words that are no product as they stand.
export function linesOf(pasted: PastedLine[], products: FoundProduct[]): RecordValues[] {
  const bySku = new Map(products.map((product) => [product.sku?.toLowerCase(), product]));
  const byName = new Map(products.map((product) => [product.name.toLowerCase(), product]));
  return pasted.map(({ sku, name, quantity, price, discount }) => {
    const words = [sku, name].flatMap((word) => (word ? [word.toLowerCase()] : []));
    const product =
      words.map((word) => bySku.get(word)).find(Boolean) ??
      words.map((word) => byName.get(word)).find(Boolean);
    return {
      ...(product ? { product: { id: product.id, title: product.name } } : {}),
      ...(name || sku ? { description: name ?? product?.name ?? sku } : {}),
      quantity: quantity ?? "1",
      ...(price ? { price } : {}),
      ...(discount ? { discount_percent: discount } : {}),
    };
  });
}

export async function findLines(pasted: PastedLine[]): Promise<RecordValues[]> {
  const words = [...new Set(pasted.flatMap(({ sku, name }) => [sku, name]).filter((word) => word !== null))];
  return linesOf(pasted, await productsNamed(words));
}

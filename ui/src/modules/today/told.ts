import { formatDay, formatMoney } from "@/text/format";

const day = /\b\d{4}-\d{2}-\d{2}\b/g;
const amount = /(?<![\d.,-])(\d+(?:\.\d+)?) ([A-Z]{3})\b/g;

// The reason of a card with its days and amounts as people write them; the server gives them as data.
export function told(reason: string): string {
  return reason
    .replace(day, (found) => formatDay(found))
    .replace(amount, (_, decimal: string, currency: string) => formatMoney(decimal, currency));
}

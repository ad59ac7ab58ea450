// How long an invoice has been due, in the steps in which one speaks of it.
export const ages = ["current", "overdue_30", "overdue_60", "overdue_90", "overdue_more"] as const;
export type Age = (typeof ages)[number];

// Days late at the end of each step; the last one has no end.
const lastDays = [0, 30, 60, 90];

export function ageOf(daysLate: number): Age {
  const place = lastDays.findIndex((last) => daysLate <= last);
  return ages[place < 0 ? ages.length - 1 : place] ?? "overdue_more";
}

// Selects the invoices of an age in the filter language.
export function ageFilter(age: Age): string {
  const place = ages.indexOf(age);
  const from = lastDays[place - 1];
  const to = lastDays[place];
  if (from === undefined) return "(due_on = null OR due_on >= today())";
  const older = from === 0 ? "due_on < today()" : `due_on < days(-${from})`;
  return to === undefined ? older : `${older} AND due_on >= days(-${to})`;
}

// What somebody still has to pay.
export const openInvoices =
  'status IN ("sent", "partly_paid", "disputed") AND kind != "credit_note" AND open_amount > 0';

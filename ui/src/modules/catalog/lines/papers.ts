// The papers whose lines add up, and what their lines have of their own.
export interface PaperKind {
  // The relation that holds the lines.
  lines: string;
  // The states in which lines may change.
  openStates: string[];
  // Whoever gives a discount says why.
  demandsDiscountReason: boolean;
}

export const paperKinds = {
  offers: { lines: "offer_lines", openStates: ["draft"], demandsDiscountReason: true },
  orders: {
    lines: "order_lines",
    openStates: ["draft", "confirmed", "in_delivery", "delivered"],
    demandsDiscountReason: false,
  },
  invoices: { lines: "invoice_lines", openStates: ["draft"], demandsDiscountReason: false },
} satisfies Record<string, PaperKind>;

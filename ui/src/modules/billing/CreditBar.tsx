import { useText } from "@/text";
import { formatMoneyShort } from "@/text/format";
import type { Credit } from "./useReceivables";

// How much of the credit is used, and a warning where it is too much.
export function CreditBar({ credit, currency }: { credit: Credit; currency: string }) {
  const text = useText();
  const { limit, used, isOnHold } = credit;
  const money = (amount: number) => formatMoneyShort(String(amount), currency);
  if (limit === null) {
    return (
      <span className="credit faint small">
        <span className="num">{money(used)}</span>
        <span>{text("commerce.receivables.noLimit")}</span>
      </span>
    );
  }
  const share = limit > 0 ? used / limit : used > 0 ? 2 : 0;
  return (
    <span className="credit small" data-state={share > 1 ? "over" : share > 0.9 ? "near" : undefined}>
      <span className="num">
        {text("commerce.receivables.ofLimit", { used: money(used), limit: money(limit) })}
      </span>
      <span className="done-track" aria-hidden>
        <i style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {isOnHold ? (
        <b>{text("commerce.receivables.onHold")}</b>
      ) : (
        share > 1 && <b>{text("commerce.receivables.overLimit", { amount: money(used - limit) })}</b>
      )}
    </span>
  );
}

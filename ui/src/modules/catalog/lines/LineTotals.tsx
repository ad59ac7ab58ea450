import { fieldOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { useText } from "@/text";
import { formatMoneyExact, formatPercent } from "@/text/format";
import type { Totals } from "./totals";

interface LineTotalsProps {
  totals: Totals;
  currency: string;
  paper: EntityMeta;
  record: RecordItem;
}

// What the lines add up to, as it will be printed.
export function LineTotals({ totals, currency, paper, record }: LineTotalsProps) {
  const text = useText();
  const money = (amount: string) => formatMoneyExact(amount, currency);
  const hasDiscount = Number(totals.discount) !== 0;
  const hasTax = totals.byRate.some(({ percent }) => Number(percent) !== 0);
  const margin = fieldOf(paper, "margin_percent") ? record.margin_percent : undefined;
  return (
    <dl className="line-totals num" aria-live="polite">
      {hasDiscount && (
        <>
          <div>
            <dt>{text("commerce.lines.gross")}</dt>
            <dd>{money(totals.gross)}</dd>
          </div>
          <div>
            <dt>{text("commerce.lines.discount")}</dt>
            <dd>−{money(totals.discount)}</dd>
          </div>
        </>
      )}
      <div>
        <dt>{text("commerce.lines.net")}</dt>
        <dd>{money(totals.net)}</dd>
      </div>
      {hasTax &&
        totals.byRate.map((rate) => (
          <div key={rate.percent}>
            <dt>
              {text("commerce.lines.taxAt", { percent: formatPercent(rate.percent) })}
              {totals.byRate.length > 1 && (
                <span className="faint"> {text("commerce.lines.taxOn", { amount: money(rate.net) })}</span>
              )}
            </dt>
            <dd>{money(rate.tax)}</dd>
          </div>
        ))}
      <div className="line-total">
        <dt>{text("commerce.lines.total")}</dt>
        <dd>{money(totals.total)}</dd>
      </div>
      {Number(totals.options) !== 0 && (
        <div className="faint">
          <dt>{text("commerce.lines.options")}</dt>
          <dd>+{money(totals.options)}</dd>
        </div>
      )}
      {typeof margin === "string" && typeof record.margin_amount === "string" && (
        <div className="faint">
          <dt>{text("commerce.lines.margin")}</dt>
          <dd>
            {money(record.margin_amount)} · {formatPercent(margin)}
          </dd>
        </div>
      )}
    </dl>
  );
}

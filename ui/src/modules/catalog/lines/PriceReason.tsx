import { Popover } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordValues, Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { useText } from "@/text";
import { formatDecimal, formatMoney, formatPercent } from "@/text/format";

interface PriceStep {
  source: "product" | "price_list" | "special_price" | "special_discount" | "discount_rule";
  name?: string;
  price?: string;
  discount_percent?: string;
  from_quantity?: string;
}

function stepsOf(value: Value): PriceStep[] {
  return Array.isArray(value) ? (value as unknown as PriceStep[]) : [];
}

interface PriceReasonProps {
  line: RecordValues;
  currency: string;
  // Back to the proposed price; absent where the line is frozen.
  onRestore?: () => void;
}

// Where the price of a line comes from, in a word, and step by step for those who ask.
export function PriceReason({ line, currency, onRestore }: PriceReasonProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const steps = stepsOf(line.price_steps);
  // On a frozen paper it no longer matters that somebody wrote the price.
  const isFixed = line.is_price_fixed === true && onRestore !== undefined;
  const last = steps.at(-1);
  // Words without a product have no other price than the one that somebody wrote.
  if (
    !isLink(line.product) ||
    (!isFixed && (line.is_price_fixed === true || !last || last.source === "product"))
  )
    return null;
  const word = isFixed
    ? text("commerce.lines.byHand")
    : last?.name || text(`commerce.lines.source.${last?.source ?? "product"}`);
  const listed = typeof line.list_price === "string" ? line.list_price : null;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      width={300}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className="plain price-reason" onClick={() => setOpen(!open)}>
          <span className="unseen">{text("commerce.lines.whyPrice")}: </span>
          <bdi className="truncate">{word}</bdi>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text("commerce.lines.whyPrice")}>
        <ol className="price-steps">
          {steps.map((step, index) => (
            <li key={`${step.source} ${index}`} className="row">
              <span className="grow">
                {text(`commerce.lines.source.${step.source}`)}
                {step.name && step.source !== "product" && (
                  <small className="faint">
                    <bdi>{step.name}</bdi>
                    {step.from_quantity &&
                      Number(step.from_quantity) > 1 &&
                      ` · ${text("commerce.lines.fromQuantity", { quantity: formatDecimal(step.from_quantity) })}`}
                  </small>
                )}
              </span>
              <b className="num">
                {step.price
                  ? formatMoney(step.price, currency)
                  : step.discount_percent && `−${formatPercent(step.discount_percent)}`}
              </b>
            </li>
          ))}
          {isFixed && (
            <li className="row">
              <span className="grow">
                {text("commerce.lines.byHand")}
                {listed && (
                  <small className="faint">
                    {text("commerce.lines.listed", { price: formatMoney(listed, currency) })}
                  </small>
                )}
              </span>
              <b className="num">{formatMoney(String(line.price ?? "0"), currency)}</b>
            </li>
          )}
        </ol>
        {isFixed && onRestore && (
          <button
            type="button"
            className="plain accent-link row"
            data-autofocus
            onClick={() => {
              setOpen(false);
              onRestore();
            }}
          >
            <IconRestore size={14} aria-hidden />
            {text("commerce.lines.restorePrice")}
          </button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

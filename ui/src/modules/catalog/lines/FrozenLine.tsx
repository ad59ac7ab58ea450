import { Link } from "@tanstack/react-router";
import { fieldOf } from "@/api/meta";
import type { EntityMeta, RecordValues } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { Pill } from "@/kit/Pill";
import { useText } from "@/text";
import { formatDecimal, formatMoneyExact, formatPercent, formatPrice } from "@/text/format";
import { PriceReason } from "./PriceReason";
import { amountOf, isCounted } from "./totals";

interface FrozenLineProps {
  line: RecordValues;
  place: number;
  lineMeta: EntityMeta;
  currency: string;
}

// One line of a paper that is out of our hands.
export function FrozenLine({ line, place, lineMeta, currency }: FrozenLineProps) {
  const text = useText();
  const label = (field: string) => fieldOf(lineMeta, field)?.label;
  const words = <bdi>{String(line.description ?? "")}</bdi>;
  return (
    <tr className="line" data-frozen data-out={!isCounted(line) || undefined}>
      <td className="line-place faint num">{place + 1}</td>
      <td className="line-product">
        {isLink(line.product) ? (
          <Link to="/$entity/$id" params={{ entity: "products", id: line.product.id }} className="reach">
            {words}
          </Link>
        ) : (
          words
        )}
        {!isEmpty(line.discount_reason) && (
          <small className="faint">
            <bdi>{String(line.discount_reason)}</bdi>
          </small>
        )}
        {line.is_optional === true && (
          <span className="row line-option">
            <Pill colour="violet" dot={false}>
              {text(line.is_chosen === true ? "commerce.lines.chosen" : "commerce.lines.optional")}
            </Pill>
          </span>
        )}
      </td>
      <td className="num" data-label={label("quantity")}>
        {formatDecimal(String(line.quantity ?? "0"))}
      </td>
      <td data-label={label("unit")}>{isLink(line.unit) ? line.unit.title : ""}</td>
      <td className="num" data-label={label("price")}>
        {isEmpty(line.price) ? "" : formatPrice(String(line.price))}
        <PriceReason line={line} currency={currency} />
      </td>
      <td className="num" data-label={label("discount_percent")}>
        {Number(line.discount_percent ?? 0) > 0 ? formatPercent(String(line.discount_percent)) : ""}
      </td>
      <td className="num" data-label={label("tax_class")}>
        {isEmpty(line.tax_percent) ? "" : formatPercent(String(line.tax_percent))}
      </td>
      <td className="line-amount num" data-label={label("amount")}>
        {formatMoneyExact(amountOf(line), currency)}
      </td>
      <td className="line-menu" />
    </tr>
  );
}

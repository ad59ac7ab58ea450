import { Button } from "@mantine/core";
import { IconPlus, IconShoppingCart } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, titleOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { actionsFor } from "@/records/actions/ActionButtons";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { formatDecimal, formatMoneyExact } from "@/text/format";
import { unitOf } from "../catalog/lines/unitOf";

interface CallOffsProps {
  entity: EntityMeta;
  contract: RecordItem;
}

// What may be called off, and how much of it is left.
export function CallOffs({ entity, contract }: CallOffsProps) {
  const items = useEntity("contract_items");
  return items ? <ItemCard entity={entity} items={items} contract={contract} /> : null;
}

function ItemCard({ entity, items, contract }: CallOffsProps & { items: EntityMeta }) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const { data } = useRecords(items.name, {
    filter: `contract = "${contract.id}"`,
    order_by: "id",
    page_size: 200,
  });
  if (!data) return null;
  const callOff = actionsFor(entity, contract).find(({ name }) => name === "call_off");
  const mayAdd = allowed(items, "create") && (contract.status === "draft" || contract.status === "sent");
  if (data.items.length === 0 && !mayAdd) return null;
  const add = () =>
    openCreate({
      entity: items.name,
      values: { contract: { id: contract.id, title: titleOf(entity, contract) } },
      onCreated: () => {},
    });
  return (
    <section className="card call-offs" aria-label={text("commerce.callOffs.title")}>
      <header className="row obligations-head">
        <h2 className="grow">
          {text("commerce.callOffs.title")} <span className="faint num">{data.items.length}</span>
        </h2>
        {mayAdd && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconPlus size={12} />}
            onClick={add}
          >
            {text("common.add")}
          </Button>
        )}
        {callOff && data.items.length > 0 && (
          <Button
            size="compact-sm"
            leftSection={<IconShoppingCart size={14} />}
            onClick={() => setAsking(true)}
          >
            {callOff.label}
          </Button>
        )}
      </header>
      <ul className="call-off-items">
        {data.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {asking && callOff && (
        <ActionDialog entity={entity} record={contract} action={callOff} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}

function Item({ item }: { item: RecordItem }) {
  const text = useText();
  const unit = unitOf(item.unit);
  const bound = Number(item.max_quantity ?? item.quantity ?? 0);
  const ordered = Number(item.ordered_quantity ?? 0);
  const share = bound > 0 ? Math.min(100, (ordered / bound) * 100) : 0;
  const name = <bdi>{String(item.description ?? (isLink(item.product) ? item.product.title : ""))}</bdi>;
  return (
    <li className="call-off-item">
      <span className="call-off-name">
        {isLink(item.product) ? (
          <Link
            to="/$entity/$id"
            params={{ entity: "products", id: item.product.id }}
            className="reach truncate"
          >
            {name}
          </Link>
        ) : (
          name
        )}
        {typeof item.price === "string" && typeof item.currency === "string" && (
          <small className="faint num">{formatMoneyExact(item.price, item.currency)}</small>
        )}
      </span>
      <span className="call-off-bar">
        <span className="done-track" data-full={share >= 100 || undefined} aria-hidden>
          <i style={{ width: `${share}%` }} />
        </span>
        <small className="faint num">
          {bound > 0
            ? text("commerce.callOffs.ordered", {
                ordered: formatDecimal(String(ordered)),
                quantity: formatDecimal(String(bound)),
                unit,
              })
            : text("commerce.callOffs.orderedFreely", { ordered: formatDecimal(String(ordered)), unit })}
        </small>
      </span>
      <b className="num call-off-left">
        {item.remaining_quantity === null || item.remaining_quantity === undefined
          ? "—"
          : text("commerce.callOffs.left", {
              quantity: formatDecimal(String(item.remaining_quantity)),
              unit,
            })}
      </b>
    </li>
  );
}

import { Popover } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useRecords } from "@/api/records";
import type { LinkValue, RecordItem, Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { useText } from "@/text";
import { formatMoney } from "@/text/format";
import { walk } from "./cellFocus";

interface ProductCellProps {
  label: string;
  description: Value;
  product: Value;
  onPick: (product: LinkValue) => void;
  onDescribe: (description: string) => void;
  // Focus goes on to the quantity once a product is chosen.
  onPicked: () => void;
  invalid?: boolean;
}

const foundMax = 8;

// What is sold: typing looks for products, and what none of them is stays as the words of the line.
export function ProductCell(props: ProductCellProps) {
  const { label, description, product, onPick, onDescribe, invalid } = props;
  const text = useText();
  const listId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState(0);
  const typed = (draft ?? "").trim();
  const [asked] = useDebouncedValue(typed, 120);
  const { data, isFetching } = useRecords(
    "products",
    { q: asked, fields: "name,sku,unit,list_price,currency,status", page_size: foundMax },
    { enabled: open && asked !== "" },
  );
  const found = open && typed !== "" ? (data?.items ?? []) : [];
  const words = typeof description === "string" ? description : "";
  const isUpToDate = asked === typed && !isFetching;

  const isPicked = useRef(false);
  const leave = () => {
    setOpen(false);
    // What was typed only looked for the product: its own words stand in the line now.
    if (isPicked.current) {
      isPicked.current = false;
      return;
    }
    if (draft !== null && typed !== "" && typed !== words) onDescribe(typed);
    setDraft(null);
  };
  const pick = (item: RecordItem) => {
    isPicked.current = true;
    setOpen(false);
    setDraft(null);
    onPick({ id: item.id, title: String(item.name ?? "") });
    props.onPicked();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && draft !== null) {
      setDraft(null);
      setOpen(false);
      event.stopPropagation();
      return;
    }
    if (found.length > 0 && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      setPlace((place + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
      return;
    }
    const chosen = found[Math.min(place, found.length - 1)];
    if (event.key === "Enter" && chosen && isUpToDate && !event.shiftKey) {
      event.preventDefault();
      pick(chosen);
      return;
    }
    walk(event, "description");
  };

  return (
    <Popover
      opened={open && typed !== ""}
      position="bottom-start"
      width={420}
      offset={2}
      shadow="md"
      withRoles={false}
      withinPortal={false}
      trapFocus={false}
      middlewares={{ flip: true, shift: true }}
    >
      <Popover.Target>
        <input
          className="line-input"
          data-cell="description"
          role="combobox"
          aria-label={label}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${listId}-${place}` : undefined}
          aria-invalid={invalid || undefined}
          placeholder={words === "" ? text("commerce.lines.addProduct") : undefined}
          autoComplete="off"
          value={draft ?? words}
          onChange={(event) => {
            isPicked.current = false;
            setDraft(event.currentTarget.value);
            setPlace(0);
            setOpen(true);
          }}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <div
          id={listId}
          role="listbox"
          aria-label={text("commerce.lines.products")}
          className="product-options"
        >
          {found.map((item, index) => (
            <div
              key={item.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === place}
              data-current={(isLink(product) && product.id === item.id) || undefined}
              // The field must not lose the focus before the choice is taken.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(item);
              }}
              onPointerMove={() => setPlace(index)}
            >
              <span className="grow truncate">
                <bdi>{String(item.name ?? "")}</bdi>
                {typeof item.sku === "string" && <span className="faint"> {item.sku}</span>}
              </span>
              {typeof item.list_price === "string" && typeof item.currency === "string" && (
                <span className="num quiet">{formatMoney(item.list_price, item.currency)}</span>
              )}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className="product-none">
            {isUpToDate ? text("commerce.lines.noProduct", { words: typed }) : text("common.loading")}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconGripVertical } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useId } from "react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta, RecordValues } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { Keys } from "@/kit/keyboard/Keys";
import { Pill } from "@/kit/Pill";
import { useText } from "@/text";
import { formatDecimal, formatMoneyExact, formatPercent, formatPrice } from "@/text/format";
import { focusCell } from "./cellFocus";
import { KeyedCell } from "./KeyedCell";
import { NumberCell } from "./NumberCell";
import { PriceReason } from "./PriceReason";
import { ProductCell } from "./ProductCell";
import { amountOf, isCounted } from "./totals";
import { useDragRow } from "./useDragRow";
import type { Line } from "./useLines";

interface LineRowProps {
  line: Line;
  place: number;
  lineMeta: EntityMeta;
  currency: string;
  isBlank: boolean;
  onSet: (values: RecordValues) => void;
  onMove: (to: number) => void;
  onDropped: (key: string, to: number) => void;
  onRemove: () => void;
}

// One line that is being written.
export function LineRow(props: LineRowProps) {
  const { line, place, lineMeta, currency, isBlank, onSet, onMove, onRemove } = props;
  const text = useText();
  const faultId = useId();
  const { values, fault } = line;
  const { rowRef, handleRef } = useDragRow(line.key, place, props.onDropped);
  const name = (field: string) => text("commerce.lines.cell", { field, place: place + 1 });
  const label = (field: string) => name(fieldOf(lineMeta, field)?.label ?? field);
  const hasOptions = fieldOf(lineMeta, "is_optional") !== undefined;
  const discounted = Number(values.discount_percent ?? 0) > 0;
  const bad = (field: string) => fault?.field === field;

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const cell = (event.target as HTMLElement).dataset.cell;
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.altKey && step !== 0 && line.id) {
      event.preventDefault();
      onMove(place + step);
      return;
    }
    if (event.key === "Backspace" && event.shiftKey && (event.ctrlKey || event.metaKey) && !isBlank) {
      event.preventDefault();
      const table = event.currentTarget.closest("table");
      onRemove();
      requestAnimationFrame(() => focusCell(table, place, (cell as "quantity" | undefined) ?? "description"));
    }
  };

  return (
    <tr
      ref={rowRef}
      className="line"
      data-row={place}
      data-blank={isBlank || undefined}
      data-out={!isCounted(values) || undefined}
      onKeyDown={onKeyDown}
    >
      <td className="line-place faint num">
        {line.id ? (
          <span ref={handleRef} className="line-handle" title={text("commerce.lines.drag")}>
            <IconGripVertical size={14} aria-hidden />
            <span>{place + 1}</span>
          </span>
        ) : (
          !isBlank && <span>{place + 1}</span>
        )}
      </td>
      <td className="line-product">
        <ProductCell
          label={label("description")}
          description={values.description}
          product={values.product}
          invalid={bad("product") || bad("description")}
          onPick={(product) => onSet({ product, description: product.title })}
          onDescribe={(description) => onSet({ description })}
          onPicked={() => {
            const table = document.activeElement?.closest("table") ?? null;
            focusCell(table, place, "quantity");
            // The empty line has just become a real one; its cells may be new ones in the next frame.
            requestAnimationFrame(() => focusCell(table, place, "quantity"));
          }}
        />
        {(discounted || bad("discount_reason")) && (
          <input
            className="line-input line-reason"
            aria-label={label("discount_reason")}
            aria-invalid={bad("discount_reason") || undefined}
            aria-describedby={fault ? faultId : undefined}
            placeholder={text("commerce.lines.whyDiscount")}
            defaultValue={String(values.discount_reason ?? "")}
            key={String(values.discount_reason ?? "")}
            autoFocus={bad("discount_reason") && isEmpty(values.discount_reason)}
            onBlur={(event) => {
              const reason = event.currentTarget.value.trim();
              if (reason !== String(values.discount_reason ?? "")) onSet({ discount_reason: reason || null });
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              const table = event.currentTarget.closest("table");
              event.currentTarget.blur();
              focusCell(table, place + 1, "description");
            }}
          />
        )}
        {hasOptions && values.is_optional === true && (
          <label className="row line-option">
            <Pill colour="violet" dot={false}>
              {text("commerce.lines.optional")}
            </Pill>
            <input
              type="checkbox"
              className="check"
              checked={values.is_chosen === true}
              onChange={(event) => onSet({ is_chosen: event.currentTarget.checked })}
            />
            <span className="faint">{fieldOf(lineMeta, "is_chosen")?.label}</span>
          </label>
        )}
        {fault && (
          <p role="alert" id={faultId} className="field-fault">
            {fault.message}
          </p>
        )}
      </td>
      <td data-label={fieldOf(lineMeta, "quantity")?.label}>
        <NumberCell
          cell="quantity"
          label={label("quantity")}
          value={values.quantity ?? null}
          show={(decimal) => formatDecimal(decimal)}
          invalid={bad("quantity")}
          onCommit={(quantity) => onSet({ quantity: quantity ?? "1" })}
        />
      </td>
      <td data-label={fieldOf(lineMeta, "unit")?.label}>
        <KeyedCell
          meta={lineMeta}
          field="unit"
          label={label("unit")}
          value={values.unit}
          onPick={(unit) => onSet({ unit })}
        />
      </td>
      <td data-label={fieldOf(lineMeta, "price")?.label}>
        <NumberCell
          cell="price"
          label={label("price")}
          value={values.price ?? null}
          show={formatPrice}
          invalid={bad("price")}
          onCommit={(price) => onSet({ price })}
        />
        <PriceReason line={values} currency={currency} onRestore={() => onSet({ price: null })} />
      </td>
      <td data-label={fieldOf(lineMeta, "discount_percent")?.label}>
        <NumberCell
          cell="discount_percent"
          label={label("discount_percent")}
          value={discounted ? values.discount_percent : null}
          show={(decimal) => formatPercent(decimal)}
          invalid={bad("discount_percent")}
          onCommit={(percent) => onSet({ discount_percent: percent ?? "0" })}
        />
      </td>
      <td data-label={fieldOf(lineMeta, "tax_class")?.label}>
        <KeyedCell
          meta={lineMeta}
          field="tax_class"
          label={label("tax_class")}
          value={values.tax_class}
          face={isEmpty(values.tax_percent) ? undefined : formatPercent(String(values.tax_percent))}
          onPick={(tax_class) => onSet({ tax_class })}
        />
      </td>
      <td className="line-amount num" data-label={fieldOf(lineMeta, "amount")?.label}>
        {isEmpty(values.price) ? "" : formatMoneyExact(amountOf(values), currency)}
      </td>
      <td className="line-menu">
        {!isBlank && (
          <Menu position="bottom-end" width={250}>
            <Menu.Target>
              <ActionIcon size="sm" aria-label={name(text("common.more"))}>
                <IconDots size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {isLink(values.product) && (
                <Menu.Item
                  component={Link}
                  {...({
                    to: "/$entity/$id",
                    params: { entity: "products", id: values.product.id },
                  } as object)}
                >
                  {text("commerce.lines.openProduct")}
                </Menu.Item>
              )}
              {hasOptions && (
                <Menu.Item onClick={() => onSet({ is_optional: values.is_optional !== true })}>
                  {text(
                    values.is_optional === true ? "commerce.lines.makeFirm" : "commerce.lines.makeOptional",
                  )}
                </Menu.Item>
              )}
              {line.id && (
                <>
                  <Menu.Item rightSection={<Keys keys="Alt+ArrowUp" />} onClick={() => onMove(place - 1)}>
                    {text("commerce.lines.up")}
                  </Menu.Item>
                  <Menu.Item rightSection={<Keys keys="Alt+ArrowDown" />} onClick={() => onMove(place + 1)}>
                    {text("commerce.lines.down")}
                  </Menu.Item>
                </>
              )}
              <Menu.Item color="red" rightSection={<Keys keys="Mod+Shift+Backspace" />} onClick={onRemove}>
                {text("common.delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}

import { IconCloudCheck, IconLoader2 } from "@tabler/icons-react";
import { type ClipboardEvent, useRef } from "react";
import { fieldOf, useEntity } from "@/api/meta";
import type { EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError } from "@/kit/toast";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { focusCell } from "./cellFocus";
import { digitsOf } from "./exact";
import { FrozenLine } from "./FrozenLine";
import { findLines } from "./findProducts";
import { LineRow } from "./LineRow";
import { LineTotals } from "./LineTotals";
import "./lines.css";
import type { PaperKind } from "./papers";
import { readPasted } from "./pasted";
import { totalsOf } from "./totals";
import { type Line, useLines } from "./useLines";

interface LineEditorProps {
  entity: EntityMeta;
  record: RecordItem;
  kind: PaperKind;
}

// The lines of an offer, an order or an invoice, written as in a spreadsheet, and what they add up to.
export function LineEditor(props: LineEditorProps) {
  const lineMeta = useEntity(props.kind.lines);
  return lineMeta ? <Editor {...props} lineMeta={lineMeta} /> : null;
}

const columns = ["quantity", "unit", "price", "discount_percent", "tax_class", "amount"];

function Editor({ entity, record, kind, lineMeta }: LineEditorProps & { lineMeta: EntityMeta }) {
  const text = useText();
  const table = useRef<HTMLTableElement>(null);
  const lines = useLines(entity, record, kind, lineMeta);
  const can = record.can as RecordRights | undefined;
  const isOpen = kind.openStates.includes(String(record.status)) && can?.update !== false;
  const currency = typeof record.currency === "string" ? record.currency : "EUR";
  const shown = isOpen ? lines.rows : lines.rows.filter((line) => line.id !== null);
  const counted = shown.filter((line) => line.values.price !== undefined || line.id);
  const totals = totalsOf(
    counted.map((line) => line.values),
    digitsOf(currency),
  );

  const onPaste = (event: ClipboardEvent) => {
    const pasted = readPasted(event.clipboardData.getData("text/plain"));
    if (pasted.length === 0) return;
    event.preventDefault();
    findLines(pasted).then(lines.addAll, toastError);
  };
  const move = (line: Line, to: number) => {
    const cell = (document.activeElement as HTMLElement | null)?.dataset.cell;
    lines.move(line, to);
    requestAnimationFrame(() =>
      focusCell(table.current, to, (cell as "quantity" | undefined) ?? "description"),
    );
  };

  if (!lines.isLoaded) return <SkeletonLines count={4} />;
  return (
    <section className="lines card" aria-label={lineMeta.label.many}>
      <header className="row lines-head">
        <h2 className="grow">
          {lineMeta.label.many}{" "}
          <span className="faint num">{formatCount(shown.filter((line) => line.id).length)}</span>
        </h2>
        {isOpen && (
          <span className="row faint small" role="status">
            {lines.isSaving ? (
              <IconLoader2 size={14} className="spin" aria-hidden />
            ) : (
              <IconCloudCheck size={14} aria-hidden />
            )}
            {text(lines.isSaving ? "commerce.lines.saving" : "commerce.lines.saved")}
          </span>
        )}
      </header>
      <table ref={table} className="line-table" onPaste={isOpen ? onPaste : undefined}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{text("commerce.lines.place")}</span>
            </th>
            <th scope="col">{fieldOf(lineMeta, "product")?.label}</th>
            {columns.map((name) => (
              <th key={name} scope="col" data-column={name}>
                {name === "discount_percent" || name === "tax_class"
                  ? text(`commerce.lines.head.${name}`)
                  : fieldOf(lineMeta, name)?.label}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{text("common.more")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, place) =>
            isOpen ? (
              <LineRow
                key={line.key}
                line={line}
                place={place}
                lineMeta={lineMeta}
                currency={currency}
                isBlank={!line.id && Object.keys(line.values).length === 0}
                onSet={(values) => lines.set(line, values)}
                onMove={(to) => move(line, to)}
                onDropped={(key, to) => {
                  const dragged = lines.rows.find((one) => one.key === key);
                  if (dragged) lines.move(dragged, to);
                }}
                onRemove={() => lines.remove(line)}
              />
            ) : (
              <FrozenLine
                key={line.key}
                line={line.values}
                place={place}
                lineMeta={lineMeta}
                currency={currency}
              />
            ),
          )}
          {shown.length === 0 && (
            <tr>
              <td colSpan={9} className="faint lines-none">
                {text("commerce.lines.none")}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <footer className="lines-foot">
        {isOpen ? <p className="faint small hide-small">{text("commerce.lines.hint")}</p> : <span />}
        <LineTotals totals={totals} currency={currency} paper={entity} record={record} />
      </footer>
    </section>
  );
}

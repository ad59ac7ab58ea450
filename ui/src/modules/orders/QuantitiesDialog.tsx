import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { RecordValues } from "@/api/types";
import { useWrites } from "@/api/writes";
import { normaliseDecimal, showDecimal } from "@/fields/number/decimal";
import { Dialog } from "@/kit/Dialog";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError } from "@/kit/toast";
import { initialInput } from "@/records/actions/actionInput";
import { useActionDone } from "@/records/actions/useActionDone";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { useRecordForm } from "@/records/form/useRecordForm";
import type { ActionDialogProps } from "@/records/handMade";
import { useText } from "@/text";
import { formatDecimal } from "@/text/format";
import "./orders.css";

export interface QuantityLine {
  id: string;
  title: string;
  unit: string;
  // At most this much; nothing where there is no bound.
  left: string | null;
  proposed: string;
}

interface QuantitiesDialogProps extends ActionDialogProps {
  // Not there while it is still read.
  lines: QuantityLine[] | undefined;
  // By which name the action knows a line: "order_line".
  lineName: string;
  leftLabel: string;
  nothingLeft: string;
  initial?: RecordValues;
  children?: ReactNode;
}

// An action over lines: how much of each.
export function QuantitiesDialog(props: QuantitiesDialogProps) {
  const { entity, record, action, onClose, lines, lineName, leftLabel, nothingLeft } = props;
  const text = useText();
  const { act } = useWrites();
  const done = useActionDone();
  const [sending, setSending] = useState(false);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const fields = (action.input ?? []).filter((field) => field.type !== "json");
  const form = useRecordForm(fields, { ...initialInput(entity, fields, record), ...props.initial });
  const quantityOf = (line: QuantityLine) =>
    normaliseDecimal(typed[line.id] ?? showDecimal(line.proposed)) ?? "0";
  const isOver = (line: QuantityLine) => line.left !== null && Number(quantityOf(line)) > Number(line.left);
  const wanted = (lines ?? []).filter((line) => Number(quantityOf(line)) > 0);
  const fill = (quantity: (line: QuantityLine) => string) =>
    setTyped(Object.fromEntries((lines ?? []).map((line) => [line.id, showDecimal(quantity(line))])));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = form.collect();
    if (!input || sending || wanted.length === 0) return;
    setSending(true);
    try {
      const result = await act(entity.name, record.id, action.name, {
        ...input,
        lines: wanted.map((line) => ({ [lineName]: line.id, quantity: quantityOf(line) })),
      });
      onClose();
      done(action, result);
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog onClose={onClose} title={action.label} size={600}>
      <form onSubmit={submit} noValidate className="quantities">
        {!lines && <SkeletonLines count={3} />}
        {lines?.length === 0 && <p className="quiet">{nothingLeft}</p>}
        {lines && lines.length > 0 && (
          <>
            <div className="row quantities-head">
              <span className="grow faint">
                {text("commerce.quantities.lines", { count: wanted.length })}
              </span>
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() => fill((line) => line.left ?? line.proposed)}
              >
                {text("commerce.quantities.all")}
              </Button>
              <Button variant="subtle" size="compact-xs" onClick={() => fill(() => "0")}>
                {text("commerce.quantities.none")}
              </Button>
            </div>
            <ul className="quantity-lines">
              {lines.map((line, index) => (
                <li key={line.id}>
                  <label className="row">
                    <span className="grow">
                      <bdi>{line.title}</bdi>
                      {line.left !== null && (
                        <small className={isOver(line) ? "overdue" : "faint"}>
                          {leftLabel}: {formatDecimal(line.left)} {line.unit}
                        </small>
                      )}
                    </span>
                    <input
                      className="quantity-input num"
                      inputMode="decimal"
                      data-autofocus={index === 0 || undefined}
                      aria-invalid={isOver(line) || undefined}
                      value={typed[line.id] ?? showDecimal(line.proposed)}
                      onFocus={(event) => event.currentTarget.select()}
                      onChange={(event) => setTyped({ ...typed, [line.id]: event.currentTarget.value })}
                    />
                    <span className="faint quantity-unit">{line.unit}</span>
                  </label>
                </li>
              ))}
            </ul>
          </>
        )}
        {fields.length > 0 && <FieldRows fields={fields} form={form} context={record} />}
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={wanted.length === 0}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

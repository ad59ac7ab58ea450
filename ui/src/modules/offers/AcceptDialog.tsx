import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useRecord } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { askedFields, initialInput } from "@/records/actions/actionInput";
import { useActionDone } from "@/records/actions/useActionDone";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { useRecordForm } from "@/records/form/useRecordForm";
import type { ActionDialogProps } from "@/records/handMade";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { formatMoneyExact } from "@/text/format";
import { digitsOf } from "../catalog/lines/exact";
import { paperKinds } from "../catalog/lines/papers";
import { totalsOf } from "../catalog/lines/totals";
import "./offers.css";

// The client says yes: to what exactly, and what shall become of it.
export default function AcceptDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const { act } = useWrites();
  const done = useActionDone();
  const [sending, setSending] = useState(false);
  const fields = askedFields(action);
  const form = useRecordForm(fields, {
    ...initialInput(entity, fields, record),
    accepted_by: record.accepted_by ?? record.contact,
  });
  const { data } = useRecord(entity.name, record.id, { include: paperKinds.offers.lines });
  const lines = broughtRows(data, paperKinds.offers.lines);
  const options = lines.filter((line) => line.is_optional === true);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const picked = chosen ?? options.filter((line) => line.is_chosen === true).map((line) => line.id);
  const currency = String(record.currency ?? "EUR");
  const totals = totalsOf(
    lines.map((line) => ({ ...line, is_chosen: picked.includes(line.id) })),
    digitsOf(currency),
  );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = form.collect();
    if (!input || sending) return;
    setSending(true);
    try {
      const withOptions = options.length > 0 ? { ...input, chosen: picked } : input;
      const result = await act(entity.name, record.id, action.name, withOptions);
      onClose();
      done(action, result);
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog onClose={onClose} title={action.label}>
      <form onSubmit={submit} noValidate className="accept">
        {options.length > 0 && (
          <fieldset className="accept-options">
            <legend>{text("commerce.accept.options")}</legend>
            {options.map((line) => (
              <OptionRow
                key={line.id}
                line={line}
                currency={currency}
                isChosen={picked.includes(line.id)}
                onToggle={() =>
                  setChosen(
                    picked.includes(line.id) ? picked.filter((id) => id !== line.id) : [...picked, line.id],
                  )
                }
              />
            ))}
          </fieldset>
        )}
        <p className="row accept-total">
          <span className="grow quiet">{text("commerce.lines.total")}</span>
          <b className="num">{formatMoneyExact(totals.total, currency)}</b>
        </p>
        <FieldRows fields={fields} form={form} context={record} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {text("commerce.accept.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface OptionRowProps {
  line: RecordItem;
  currency: string;
  isChosen: boolean;
  onToggle: () => void;
}

function OptionRow({ line, currency, isChosen, onToggle }: OptionRowProps) {
  const amount = totalsOf([{ ...line, is_chosen: true }], digitsOf(currency)).net;
  return (
    <label className="row">
      <input type="checkbox" className="check" checked={isChosen} onChange={onToggle} />
      <bdi className="grow truncate">{String(line.description ?? "")}</bdi>
      <span className="num quiet">{formatMoneyExact(amount, currency)}</span>
    </label>
  );
}

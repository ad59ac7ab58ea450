import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { useActionDone } from "@/records/actions/useActionDone";
import "@/records/form/form.css";
import type { ActionDialogProps } from "@/records/handMade";
import "../orders/orders.css";
import { useText } from "@/text";
import "./billing.css";
import { InvoiceShares, type OwnShares, useAllocation } from "./InvoiceShares";

// What is left of a payment goes to open invoices.
export default function AllocateDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const { act } = useWrites();
  const done = useActionDone();
  const [sending, setSending] = useState(false);
  const [own, setOwn] = useState<OwnShares>(null);
  const currency = String(record.currency ?? "");
  const amount = String(record.unallocated_amount ?? "0");
  const allocation = useAllocation(isLink(record.account) ? record.account.id : null, currency, amount, own);
  const lines = Object.entries(allocation.shares).map(([invoice, share]) => ({ invoice, amount: share }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || lines.length === 0) return;
    setSending(true);
    try {
      const result = await act(entity.name, record.id, action.name, { lines });
      onClose();
      done(action, result);
    } catch (error) {
      toastError(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={action.label} size={560}>
      <form onSubmit={submit} noValidate className="payment">
        <InvoiceShares
          allocation={allocation}
          amount={amount}
          currency={currency}
          own={own}
          onChange={setOwn}
        />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={allocation.isOver || lines.length === 0}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

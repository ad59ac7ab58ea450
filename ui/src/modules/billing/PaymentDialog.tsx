import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useEntity, useMeta } from "@/api/meta";
import type { AnyLink, EntityMeta, LinkValue, Value } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { formFields, useRecordForm } from "@/records/form/useRecordForm";
import "../orders/orders.css";
import { useText } from "@/text";
import { todayText } from "@/text/format";
import "./billing.css";
import { InvoiceShares, type OwnShares, useAllocation } from "./InvoiceShares";

interface PaymentDialogProps {
  account?: LinkValue;
  currency?: string;
  // What is expected to come, such as what an invoice leaves open.
  amount?: string;
  // This invoice is paid before all others.
  invoice?: string;
  onClose: () => void;
}

// Money came in: from whom, and for what. One write makes the payment and what it pays.
export function PaymentDialog(props: PaymentDialogProps) {
  const entity = useEntity("payments");
  return entity ? <PaymentForm entity={entity} {...props} /> : null;
}

function PaymentForm({
  entity,
  account,
  currency,
  amount,
  invoice,
  onClose,
}: PaymentDialogProps & { entity: EntityMeta }) {
  const text = useText();
  const client = useQueryClient();
  const workspace = useMeta().workspace.currency;
  const { create } = useWrites();
  const undo = useUndo();
  const [sending, setSending] = useState(false);
  const [own, setOwn] = useState<OwnShares>(invoice && amount ? { [invoice]: amount } : null);
  const fields = formFields(entity);
  const form = useRecordForm(fields, {
    account,
    amount,
    currency: currency ?? workspace,
    paid_on: todayText(),
    method: "bank_transfer",
  });
  const payer = isLink(form.values.account as AnyLink) ? (form.values.account as LinkValue).id : null;
  const paid = typeof form.values.amount === "string" ? form.values.amount : null;
  const of = String(form.values.currency ?? workspace);
  const allocation = useAllocation(payer, of, paid, own);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = form.collect();
    if (!values || sending || allocation.isOver) return;
    setSending(true);
    try {
      const shares = Object.entries(allocation.shares).map(([id, share]) => ({ invoice: id, amount: share }));
      const { change } = await create(entity.name, {
        ...values,
        ...(shares.length > 0 ? { payment_allocations: shares as Value } : {}),
      });
      onClose();
      // Invoices, their clients and the reports about them know of the money too.
      await client.invalidateQueries({ queryKey: ["records"] });
      if (change) toastUndo(text("commerce.payment.recorded"), () => undo(change));
      else toastDone(text("commerce.payment.recorded"));
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog onClose={onClose} title={text("commerce.payment.record")} size={560}>
      <form onSubmit={submit} noValidate className="payment">
        <FieldRows fields={fields} form={form} />
        {payer ? (
          <InvoiceShares allocation={allocation} amount={paid} currency={of} own={own} onChange={setOwn} />
        ) : (
          <p className="faint share-note">{text("commerce.payment.chooseClient")}</p>
        )}
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={allocation.isOver}>
            {text("commerce.payment.record")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

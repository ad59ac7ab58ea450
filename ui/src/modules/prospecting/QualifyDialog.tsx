import { Button, Switch } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { fieldOf, useEntity } from "@/api/meta";
import type { AnyLink, FieldMeta, Json, RecordValues } from "@/api/types";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { type RecordForm, useRecordForm } from "@/records/form/useRecordForm";
import type { ActionDialogProps } from "@/records/handMade";
import { useText } from "@/text";
import "./qualify.css";
import { type Candidate, SimilarRecords } from "./SimilarRecords";

// The fields of an entity by name, under labels that say whose they are.
function useFields(entity: string, labels: Record<string, string | null>): FieldMeta[] {
  const meta = useEntity(entity);
  if (!meta) return [];
  return Object.entries(labels).flatMap(([name, label]) => {
    const field = fieldOf(meta, name);
    return field ? [{ ...field, label: label ?? field.label, required: false }] : [];
  });
}

// One that is there, the values of one to be made, or nothing at all.
function chosenOr(link: unknown, made: RecordValues | null): Json {
  if (isLink(link as AnyLink)) return (link as { id: string }).id;
  return typeof made?.name === "string" && made.name !== "" ? (made as Json) : false;
}

// An enquiry becomes a client, a person and a deal in one step. What the enquiry says stands there already.
export default function QualifyDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const navigate = useNavigate();
  const { act } = useWrites();
  const [sending, setSending] = useState(false);
  const [withDeal, setWithDeal] = useState(true);
  const [similar, setSimilar] = useState<Candidate[]>([]);

  const links = useFields(entity.name, {
    account: text("qualify.account"),
    contact: text("qualify.contact"),
  });
  const known = useRecordForm(links, { account: record.account, contact: record.contact });
  const accountFields = useFields("accounts", { name: text("qualify.newAccount") });
  const account = useRecordForm(accountFields, { name: record.company_name });
  const contactFields = useFields("contacts", { name: text("qualify.newContact") });
  const contact = useRecordForm(contactFields, { name: record.contact_name });
  const dealFields = useFields("deals", { name: null, amount: null, closes_on: null });
  const deal = useRecordForm(dealFields, { name: record.subject, amount: record.budget });

  const send = async (force: boolean) => {
    const forms = [account.collect(), contact.collect(), deal.collect()];
    const [newAccount, newContact, newDeal] = forms;
    if (sending || !newAccount || !newContact || !newDeal) return;
    const client = chosenOr(known.values.account, newAccount);
    setSending(true);
    try {
      const { answer } = await act(entity.name, record.id, action.name, {
        // Nothing chosen and nothing named: the server says that a client is missing.
        ...(client === false ? {} : { account: client }),
        contact: chosenOr(known.values.contact, newContact),
        ...(withDeal
          ? { deal: { ...newDeal, currency: record.currency ?? undefined } as Json }
          : { deal: false }),
        force,
      });
      const candidates = (answer as { candidates?: Candidate[] }).candidates ?? [];
      setSimilar(candidates);
      if (candidates.length > 0) return;
      onClose();
      toastDone(answer.message ?? action.label);
      const made = answer.created?.find((one) => one.entity === "deals");
      if (made) void navigate({ to: "/$entity/$id", params: { entity: "deals", id: made.id } });
    } catch (error) {
      if (!refuse(error, [known, deal])) toastError(error);
    } finally {
      setSending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(false);
  };
  const take = ({ entity: of, record: found }: Candidate) => {
    const field = links.find((candidate) => candidate.entity === of);
    if (field) known.set(field, found);
    setSimilar(similar.filter((candidate) => candidate.entity !== of));
  };
  const ask = (name: string, form: RecordForm, fields: FieldMeta[]) => (
    <>
      <FieldRows fields={links.filter((field) => field.name === name)} form={known} context={record} />
      {!isLink(known.values[name] as AnyLink) && <FieldRows fields={fields} form={form} context={record} />}
    </>
  );

  return (
    <Dialog onClose={onClose} title={action.label}>
      <form onSubmit={submit} noValidate className="qualify">
        <fieldset>
          <legend>{text("qualify.client")}</legend>
          {ask("account", account, accountFields)}
        </fieldset>
        <fieldset>
          <legend>{text("qualify.person")}</legend>
          {ask("contact", contact, contactFields)}
        </fieldset>
        <fieldset>
          <legend>{text("qualify.deal")}</legend>
          <Switch
            size="sm"
            label={text("qualify.begin")}
            checked={withDeal}
            onChange={(event) => setWithDeal(event.currentTarget.checked)}
          />
          {withDeal && <FieldRows fields={dealFields} form={deal} context={record} />}
        </fieldset>
        {similar.length > 0 && (
          <SimilarRecords candidates={similar} onTake={take} onForce={() => void send(true)} />
        )}
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function refuse(error: unknown, forms: RecordForm[]): boolean {
  return forms.some((form) => form.refuse(error) !== null);
}

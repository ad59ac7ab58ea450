import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { send } from "@/api/client";
import { titleOf } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { AnyLink, EntityMeta, FieldMeta, LinkValue, RecordItem, RecordValues } from "@/api/types";
import { useWrites } from "@/api/writes";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf, wireValue } from "@/fields/registry";
import { Monogram } from "@/kit/Avatar";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { useActionDone } from "@/records/actions/useActionDone";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { isFillable, useRecordForm } from "@/records/form/useRecordForm";
import type { ActionDialogProps } from "@/records/handMade";
import { useText } from "@/text";
import { differing } from "./differing";
import "./merge.css";

interface Candidate {
  record: { id: string; title: string };
  reasons: { message: string }[];
}

// What tells two records of the same from two records of others: words, numbers and addresses.
const tellingTypes = ["text", "email", "phone", "url"];

function useCandidates(entity: EntityMeta, record: RecordItem) {
  const values: RecordValues = {};
  for (const field of entity.fields) {
    if (tellingTypes.includes(field.type) && isFillable(field) && !isEmpty(record[field.name]))
      values[field.name] = wireValue(field, record[field.name]);
  }
  return useQuery({
    queryKey: ["duplicates", entity.name, record.id],
    queryFn: async () =>
      (
        await send<{ candidates: Candidate[] }>(`/${entity.name}/duplicates`, {
          method: "POST",
          body: values,
        })
      ).data.candidates,
    select: (candidates) => candidates.filter((candidate) => candidate.record.id !== record.id),
  });
}

// Two records that are one: which the other is, and whose value stands where both have one. This one stays.
export default function MergeDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const { act } = useWrites();
  const done = useActionDone();
  const [sending, setSending] = useState(false);
  const [fromOther, setFromOther] = useState<string[]>([]);
  const fields = (action.input ?? []).filter((field) => field.name === "other");
  const form = useRecordForm(fields, {});
  const { data: candidates = [] } = useCandidates(entity, record);
  const chosen = isLink(form.values.other as AnyLink) ? (form.values.other as LinkValue) : null;
  const { data: other } = useRecord(entity.name, chosen?.id ?? "", { enabled: chosen !== null });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = form.collect();
    if (!input || sending) return;
    setSending(true);
    try {
      const choices = Object.fromEntries(fromOther.map((name) => [name, "other"]));
      const result = await act(entity.name, record.id, action.name, { ...input, choices });
      onClose();
      done(action, result);
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };
  const take = (candidate: Candidate) => {
    const [field] = fields;
    if (field) form.set(field, candidate.record);
  };

  return (
    <Dialog onClose={onClose} title={text("merge.title", { name: titleOf(entity, record) })}>
      <form onSubmit={submit} noValidate>
        <FieldRows fields={fields} form={form} context={record} />
        {!chosen && candidates.length > 0 && (
          <section className="card similar merge-candidates" aria-label={text("merge.candidates")}>
            <p>{text("merge.candidates")}</p>
            <ul>
              {candidates.map((candidate) => (
                <li key={candidate.record.id} className="row">
                  <Monogram name={candidate.record.title} size={22} />
                  <span className="grow">
                    <bdi>{candidate.record.title}</bdi>
                    <small className="faint">
                      {candidate.reasons.map(({ message }) => message).join(" · ")}
                    </small>
                  </span>
                  <Button variant="default" size="compact-xs" onClick={() => take(candidate)}>
                    {text("merge.take")}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {chosen && other?.id === chosen.id && (
          <Differences
            fields={differing(entity.fields.filter(isFillable), record, other)}
            records={[record, other]}
            titles={[titleOf(entity, record), titleOf(entity, other)]}
            fromOther={fromOther}
            onChoose={setFromOther}
          />
        )}
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={!chosen}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface DifferencesProps {
  fields: FieldMeta[];
  records: [RecordItem, RecordItem];
  titles: [string, string];
  fromOther: string[];
  onChoose: (names: string[]) => void;
}

function Differences({ fields, records, titles, fromOther, onChoose }: DifferencesProps) {
  const text = useText();
  if (fields.length === 0) return <p className="faint merge-candidates">{text("merge.same")}</p>;
  return (
    <fieldset className="merge-values">
      <legend>{text("merge.whose")}</legend>
      {fields.map((field) => {
        const { View } = fieldTypeOf(field);
        return (
          <fieldset key={field.name} className="merge-row">
            <legend>{field.label}</legend>
            {records.map((one, place) => (
              <label key={one.id}>
                <input
                  type="radio"
                  name={`merge-${field.name}`}
                  checked={fromOther.includes(field.name) === (place === 1)}
                  onChange={() =>
                    onChoose([
                      ...fromOther.filter((name) => name !== field.name),
                      ...(place === 1 ? [field.name] : []),
                    ])
                  }
                />
                <View value={one[field.name]} field={field} record={one} />
                <span className="unseen">{titles[place]}</span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </fieldset>
  );
}

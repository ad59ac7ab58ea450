import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { patchCached } from "@/api/cache";
import { send } from "@/api/client";
import { fieldOf } from "@/api/meta";
import { isProblem } from "@/api/problem";
import { useRecord } from "@/api/records";
import type { EntityMeta, RecordItem, RecordValues, Value } from "@/api/types";
import { lastChange, useUndo } from "@/api/undo";
import { isEmpty } from "@/fields/fieldType";
import { wireValue } from "@/fields/registry";
import { toastError, toastUndo } from "@/kit/toast";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { moved } from "./moved";
import type { PaperKind } from "./papers";

export interface LineFault {
  field: string;
  message: string;
}

export interface Line {
  // Stays the same when a new line gets its id, so that nobody loses the focus.
  key: string;
  // Empty until the server knows the line.
  id: string | null;
  values: RecordValues;
  fault: LineFault | null;
}

export interface Lines {
  rows: Line[];
  isLoaded: boolean;
  isSaving: boolean;
  set: (line: Line, values: RecordValues) => void;
  remove: (line: Line) => void;
  move: (line: Line, to: number) => void;
  addAll: (lines: RecordValues[]) => void;
}

const usualTax = "standard";

const blankOf = (): Line => ({ key: crypto.randomUUID(), id: null, values: {}, fault: null });

// A line can be sent once it says what it is and, where no product brings its price, what it costs.
function isComplete(values: RecordValues): boolean {
  return !isEmpty(values.product) || (!isEmpty(values.description) && !isEmpty(values.price));
}

function lacksReason(kind: PaperKind, values: RecordValues): boolean {
  return (
    kind.demandsDiscountReason && Number(values.discount_percent ?? 0) > 0 && isEmpty(values.discount_reason)
  );
}

// "offer_lines[0].quantity" is about the quantity.
function faultOf(error: unknown): LineFault | null {
  const fault = isProblem(error) ? error.fields[0] : undefined;
  return fault ? { field: fault.field.split(".").pop() ?? "", message: fault.message } : null;
}

// The lines of a paper as they are edited: shown at once, written one after the other, and what was refused stays with
// its reason. A write names one line only, so that two people who edit different lines do not meet.
export function useLines(
  paper: EntityMeta,
  record: RecordItem,
  kind: PaperKind,
  lineMeta: EntityMeta,
): Lines {
  const text = useText();
  const client = useQueryClient();
  const undo = useUndo();
  const { data } = useRecord(paper.name, record.id, { include: kind.lines });
  const [changes, setChanges] = useState<Record<string, RecordValues>>({});
  const [faults, setFaults] = useState<Record<string, LineFault | null>>({});
  const [drafts, setDrafts] = useState<Line[]>(() => [blankOf()]);
  const [order, setOrder] = useState<string[] | null>(null);
  const [waiting, setWaiting] = useState(0);
  const keysOfIds = useRef(new Map<string, string>());
  const idsOfKeys = useRef(new Map<string, string>());
  const queue = useRef(Promise.resolve());

  const saved = broughtRows(data, kind.lines);
  const inOrder = order ? order.flatMap((id) => saved.find((line) => line.id === id) ?? []) : saved;
  const rows = [
    ...inOrder.map((line): Line => {
      const key = keysOfIds.current.get(line.id) ?? line.id;
      return { key, id: line.id, values: { ...line, ...changes[key] }, fault: faults[key] ?? null };
    }),
    ...drafts.map((draft) => ({
      ...draft,
      values: { ...draft.values, ...changes[draft.key] },
      fault: faults[draft.key] ?? null,
    })),
  ];

  const wire = (values: RecordValues): RecordValues =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const field = fieldOf(lineMeta, name);
        return [name, field ? wireValue(field, value) : value];
      }),
    );

  // Words without a product are taxed as most things are, until somebody says otherwise.
  const withTax = (values: RecordValues): RecordValues => {
    const usual = fieldOf(lineMeta, "tax_class")?.choices?.find(({ key }) => key === usualTax);
    if (!usual?.id || !isEmpty(values.product) || !isEmpty(values.tax_class)) return values;
    return { ...values, tax_class: { id: usual.id, key: usualTax, title: usual.label } };
  };

  const write = async (body: Value) => {
    const answer = await send<RecordItem>(`/${paper.name}/${record.id}`, {
      method: "PATCH",
      query: { include: `can,${kind.lines}` },
      body: { [kind.lines]: body },
      idempotencyKey: crypto.randomUUID(),
    });
    if (answer.change) lastChange.set(answer.change);
    patchCached(client, paper.name, record.id, answer.data);
    return answer;
  };

  const inTurn = (work: () => Promise<void>) => {
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(work).finally(() => setWaiting((count) => count - 1));
  };

  const settle = (key: string, sent: RecordValues) => {
    setFaults((before) => ({ ...before, [key]: null }));
    setChanges((before) => {
      const rest = Object.entries(before[key] ?? {}).filter(([name, value]) => sent[name] !== value);
      return { ...before, [key]: Object.fromEntries(rest) };
    });
  };

  const save = (key: string, values: RecordValues) =>
    inTurn(async () => {
      const id = idsOfKeys.current.get(key) ?? (/^\d+$/.test(key) ? key : null);
      try {
        const known = new Set(saved.map((line) => line.id));
        const { data: after } = await write(
          (id ? { update: [{ id, ...wire(values) }] } : { add: [wire(values)] }) as Value,
        );
        if (!id) {
          const made = broughtRows(after, kind.lines)
            .filter((line) => !known.has(line.id) && !keysOfIds.current.has(line.id))
            .pop();
          if (made) {
            keysOfIds.current.set(made.id, key);
            idsOfKeys.current.set(key, made.id);
          }
          setDrafts((before) => before.filter((draft) => draft.key !== key));
        }
        settle(key, values);
      } catch (error) {
        const fault = faultOf(error);
        if (fault) setFaults((before) => ({ ...before, [key]: fault }));
        else toastError(error);
      }
    });

  const set = (line: Line, values: RecordValues) => {
    const pending = { ...changes[line.key], ...values };
    const all = { ...line.values, ...pending };
    setChanges((before) => ({ ...before, [line.key]: { ...before[line.key], ...values } }));
    setDrafts((before) => (before.at(-1)?.key === line.key ? [...before, blankOf()] : before));
    if (lacksReason(kind, all)) {
      setFaults((before) => ({
        ...before,
        [line.key]: { field: "discount_reason", message: text("commerce.lines.whyDiscount") },
      }));
      return;
    }
    setFaults((before) => ({ ...before, [line.key]: null }));
    if (line.id) save(line.key, pending);
    else if (isComplete(all)) save(line.key, withTax({ quantity: "1", ...line.values, ...pending }));
  };

  const remove = (line: Line) => {
    if (!line.id) {
      setDrafts((before) => {
        const rest = before.filter((draft) => draft.key !== line.key);
        return rest.length > 0 ? rest : [blankOf()];
      });
      return;
    }
    const { id } = line;
    inTurn(async () => {
      try {
        const { change } = await write({ remove: [id] });
        if (change) {
          toastUndo(text("commerce.lines.removed", { name: String(line.values.description ?? "") }), () =>
            undo(change),
          );
        }
      } catch (error) {
        toastError(error);
      }
    });
  };

  const move = (line: Line, to: number) => {
    const ids = inOrder.map((one) => one.id);
    const next = moved(ids, ids.indexOf(line.id ?? ""), to);
    if (!next) return;
    setOrder(next);
    inTurn(async () => {
      try {
        await write(next.map((id) => ({ id })));
      } catch (error) {
        toastError(error);
      } finally {
        setOrder(null);
      }
    });
  };

  const addAll = (lines: RecordValues[]) => {
    const ready = lines.filter((values) => isComplete(values) && !lacksReason(kind, values));
    const rest = lines.filter((values) => !ready.includes(values));
    setDrafts((before) => [
      ...before.slice(0, -1),
      ...rest.map((values) => ({
        ...blankOf(),
        values,
        fault: null,
      })),
      before.at(-1) ?? blankOf(),
    ]);
    if (ready.length === 0) return;
    inTurn(async () => {
      try {
        const { change } = await write({ add: ready.map((values) => wire(withTax(values))) } as Value);
        if (change) toastUndo(text("commerce.lines.pasted", { count: ready.length }), () => undo(change));
      } catch (error) {
        toastError(error);
        setDrafts((before) => [...ready.map((values) => ({ ...blankOf(), values, fault: null })), ...before]);
      }
    });
  };

  return { rows, isLoaded: data !== undefined, isSaving: waiting > 0, set, remove, move, addAll };
}

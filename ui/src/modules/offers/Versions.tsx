import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { fieldOf, useEntity } from "@/api/meta";
import type { EntityMeta, RecordItem, Value } from "@/api/types";
import { fieldTypeOf } from "@/fields/registry";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatDay, formatDecimal, formatMoneyExact, formatPercent, formatPrice } from "@/text/format";
import { amountOf } from "../catalog/lines/totals";
import { type ComparedLine, compareLines } from "./comparison";
import { type OfferVersion, useVersions } from "./useVersions";

// The versions of an offer, and what each changed against the one before it.
export function Versions({ entity, offer }: { entity: EntityMeta; offer: RecordItem }) {
  const text = useText();
  const { data, error, refetch } = useVersions(offer.id);
  const [chosen, setChosen] = useState(offer.id);
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={4} />;
  const place = data.findIndex((version) => version.offer.id === chosen);
  const after = data[place];
  const before = data[place - 1];
  return (
    <div className="versions">
      <ol className="version-list" aria-label={text("commerce.versions.title")}>
        {data.toReversed().map((version) => (
          <li key={version.offer.id}>
            <VersionCard
              entity={entity}
              version={version}
              isShown={version.offer.id === offer.id}
              isChosen={version.offer.id === chosen}
              onChoose={() => setChosen(version.offer.id)}
            />
          </li>
        ))}
      </ol>
      {after &&
        (before ? (
          <Comparison before={before} after={after} />
        ) : (
          <p className="faint version-first">
            {text(data.length > 1 ? "commerce.versions.first" : "commerce.versions.only")}
          </p>
        ))}
    </div>
  );
}

interface VersionCardProps {
  entity: EntityMeta;
  version: OfferVersion;
  isShown: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function VersionCard({ entity, version, isShown, isChosen, onChoose }: VersionCardProps) {
  const text = useText();
  const { offer } = version;
  const status = fieldOf(entity, "status");
  const StatusView = status && fieldTypeOf(status).View;
  const day = typeof offer.sent_at === "string" ? offer.sent_at.slice(0, 10) : offer.offered_on;
  return (
    <div className="card version" data-chosen={isChosen || undefined}>
      <button type="button" className="plain version-choose" aria-pressed={isChosen} onClick={onChoose}>
        <b>{text("commerce.versions.version", { no: String(offer.version_no ?? 1) })}</b>
        {StatusView && <StatusView value={offer.status} field={status} record={offer} />}
        <span className="num">{formatMoneyExact(String(offer.total ?? "0"), String(offer.currency))}</span>
        <small className="faint">{typeof day === "string" && formatDay(day)}</small>
      </button>
      {!isShown && (
        <Link to="/$entity/$id" params={{ entity: "offers", id: offer.id }} className="accent-link small">
          {text("common.open")}
          <span className="unseen"> {String(offer.version_no ?? 1)}</span>
        </Link>
      )}
    </div>
  );
}

function Comparison({ before, after }: { before: OfferVersion; after: OfferVersion }) {
  const text = useText();
  const meta = useEntity("offer_lines");
  const currency = String(after.offer.currency);
  const compared = compareLines(before.lines, after.lines);
  const label = (field: string) => (meta && fieldOf(meta, field)?.label) ?? field;
  const title = text("commerce.versions.compared", {
    before: String(before.offer.version_no ?? 1),
    after: String(after.offer.version_no ?? 1),
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className="related-scroll" tabIndex={0} aria-label={title}>
      <table className="related-table comparison">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{label("product")}</th>
            <th scope="col" data-align="end">
              {label("quantity")}
            </th>
            <th scope="col" data-align="end">
              {label("price")}
            </th>
            <th scope="col" data-align="end">
              {label("discount_percent")}
            </th>
            <th scope="col" data-align="end">
              {label("amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {compared.map((line, index) => (
            <ComparedRow key={index} line={line} currency={currency} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {text("commerce.lines.total")}
            </th>
            <td data-align="end" className="num">
              <Change
                before={before.offer.total}
                after={after.offer.total}
                show={(value) => formatMoneyExact(value, currency)}
              />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function ComparedRow({ line, currency }: { line: ComparedLine; currency: string }) {
  const text = useText();
  const { before, after } = line;
  const shown = after ?? before;
  const cell = (field: string, show: (value: string) => string) => (
    <td data-align="end" className="num">
      <Change before={before?.[field]} after={after?.[field]} show={show} />
    </td>
  );
  return (
    <tr data-kind={line.kind}>
      <th scope="row">
        {line.kind !== "same" && (
          <span className="comparison-kind" data-kind={line.kind}>
            {text(`commerce.versions.${line.kind}`)}
          </span>
        )}
        <bdi>{String(shown?.description ?? "")}</bdi>
      </th>
      {cell("quantity", (value) => formatDecimal(value))}
      {cell("price", formatPrice)}
      {cell("discount_percent", (value) => (Number(value) === 0 ? "" : formatPercent(value)))}
      <td data-align="end" className="num">
        <Change
          before={before && amountOf(before)}
          after={after && amountOf(after)}
          show={(value) => formatMoneyExact(value, currency)}
        />
      </td>
    </tr>
  );
}

// The new value, with the old one struck out before it where they differ.
function Change({ before, after, show }: { before: Value; after: Value; show: (value: string) => string }) {
  const old = before === null || before === undefined ? null : show(String(before));
  const now = after === null || after === undefined ? null : show(String(after));
  if (now === null) return <del className="faint">{old}</del>;
  return (
    <>
      {old !== null && old !== now && <del className="faint">{old}</del>} {now}
    </>
  );
}

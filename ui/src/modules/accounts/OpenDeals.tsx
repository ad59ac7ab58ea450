import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, titleOf, useEntity } from "@/api/meta";
import { useAggregate, useRecords } from "@/api/records";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { openCreate } from "@/records/form/createState";
import { isLate } from "@/records/late";
import { pipelineOf, stepField, stepKey, stepsOf } from "@/records/stage/stages";
import { useText } from "@/text";
import { formatDay, formatMoneyShort } from "@/text/format";

const shownMax = 6;

// What may be sold to the client soon, and how far it has come.
export function OpenDeals({ account }: { account: RecordItem }) {
  const deals = useEntity("deals");
  return deals ? <DealList deals={deals} account={account} /> : null;
}

function DealList({ deals, account }: { deals: EntityMeta; account: RecordItem }) {
  const text = useText();
  const filter = `account = "${account.id}" AND status = "open"`;
  const { data } = useRecords(deals.name, {
    filter,
    order_by: "closes_on",
    fields: "name,stage,pipeline,status,amount,currency,closes_on",
    page_size: shownMax,
    count: "exact",
  });
  const sums = useAggregate(deals.name, { filter, sum: "amount" });
  if (!data) return null;
  const stage = stepField(deals);
  const sum = sums.data?.groups[0]?.sum?.amount;
  const currency = sums.data?.currency;
  const add = () =>
    openCreate({
      entity: deals.name,
      values: { account: { id: account.id, title: titleOf(undefined, account) } },
      onCreated: () => {},
    });
  return (
    <section className="section" aria-label={text("account.openDeals")}>
      <header className="row">
        <h2 className="grow">
          {text("account.openDeals")} <span className="faint num">{data.total ?? data.items.length}</span>
        </h2>
        {allowed(deals, "create") && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconPlus size={12} />}
            onClick={add}
          >
            {text("common.add")}
          </Button>
        )}
      </header>
      {sum && currency && data.items.length > 0 && (
        <p className="faint num section-note">
          {text("account.openAmount", { amount: formatMoneyShort(String(sum), currency) })}
        </p>
      )}
      {data.items.length === 0 && <p className="faint section-note">{text("account.noDeals")}</p>}
      <ul className="short-list">
        {data.items.map((deal) => (
          <OpenDeal key={deal.id} deal={deal} entity={deals} stage={stage} />
        ))}
      </ul>
    </section>
  );
}

function OpenDeal({
  deal,
  entity,
  stage,
}: {
  deal: RecordItem;
  entity: EntityMeta;
  stage: FieldMeta | undefined;
}) {
  const text = useText();
  const steps = stage ? stepsOf(stage, pipelineOf(deal)).filter((step) => step.status === "open") : [];
  const place = stage ? steps.findIndex((step) => step.key === stepKey(deal[stage.name])) : -1;
  const closes = entity.fields.find((field) => field.name === "closes_on");
  const late = closes ? isLate(entity, closes, deal) : false;
  return (
    <li className="open-deal">
      <span className="row">
        <Link
          to="/$entity/$id"
          params={{ entity: entity.name, id: deal.id }}
          className="grow truncate reach deal-name"
        >
          <bdi>{titleOf(entity, deal)}</bdi>
        </Link>
        {typeof deal.amount === "string" && typeof deal.currency === "string" && (
          <b className="num">{formatMoneyShort(deal.amount, deal.currency)}</b>
        )}
      </span>
      <span className="deal-progress" aria-hidden>
        {steps.map((step, index) => (
          <i key={step.key} data-on={index <= place || undefined} />
        ))}
      </span>
      <span className="row faint small">
        <bdi className="grow truncate">{steps[place]?.label}</bdi>
        {typeof deal.closes_on === "string" && (
          <span className={late ? "overdue" : undefined}>
            {text("account.closes", { day: formatDay(deal.closes_on) })}
          </span>
        )}
      </span>
    </li>
  );
}

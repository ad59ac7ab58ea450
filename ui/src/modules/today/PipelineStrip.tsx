import { Button } from "@mantine/core";
import { IconCoins, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, fieldOf, useMeta } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { findChoice } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";
import { EmptyState } from "@/kit/EmptyState";
import { toneOf } from "@/kit/tones";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { formatCount, formatMoneyShort } from "@/text/format";
import { type Scope, usePipeline } from "./todayData";

// The open deals, stage by stage: each part as wide as its money, each row a way to its deals.
export function PipelineStrip({ entity, scope }: { entity: EntityMeta; scope: Scope }) {
  const text = useText();
  const { currency } = useMeta().workspace;
  const answer = usePipeline(scope).data;
  const stage = fieldOf(entity, "stage");
  const rows = (answer?.groups ?? []).map((group) => {
    const link = isLink(group.stage) ? group.stage : null;
    const choice = stage && link ? findChoice(stage, link.id) : undefined;
    return {
      id: link?.id ?? "none",
      title: link?.title ?? text("grid.noValue"),
      tone: toneOf(choice?.colour),
      count: group.count,
      amount: Number(group.sum?.amount ?? 0),
      filter: group.filter,
    };
  });
  const widest = Math.max(...rows.map((row) => row.amount), 1);
  return (
    <section>
      <h2 className="today-heading">{text("today.pipeline")}</h2>
      <div className="card">
        {answer && rows.length === 0 && (
          <EmptyState
            icon={<IconCoins size={20} />}
            title={text("today.pipelineNone")}
            text={text("today.pipelineNoneText")}
          >
            {allowed(entity, "create") && (
              <Button
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => openCreate({ entity: "deals" })}
              >
                {text("today.newDeal")}
              </Button>
            )}
          </EmptyState>
        )}
        <ul className="plain-list stages">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                to="/$entity"
                params={{ entity: "deals" }}
                search={{ filter: row.filter ?? "" }}
                className="stage-row"
              >
                <bdi className="truncate">{row.title}</bdi>
                <span className="stage-track" aria-hidden>
                  <i style={{ width: `${(row.amount / widest) * 100}%`, background: row.tone }} />
                </span>
                <span className="num faint stage-count">
                  {text("today.deals", { count: row.count, formatted: formatCount(row.count) })}
                </span>
                <b className="num">{formatMoneyShort(String(row.amount), currency)}</b>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

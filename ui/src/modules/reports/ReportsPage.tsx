import {
  IconBell,
  IconChartBar,
  IconChartHistogram,
  IconChartLine,
  IconChartPie,
  IconCoins,
  IconPackage,
  IconReceipt,
  IconStar,
  IconTag,
  IconTrendingUp,
  IconTruckDelivery,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMeta } from "@/api/meta";
import { EmptyState } from "@/kit/EmptyState";
import { useText } from "@/text";
import { reportsOf } from "./reportData";
import "./reports.css";

const known = [
  "pipeline_by_stage",
  "won_lost",
  "days_to_win",
  "top_accounts",
  "price",
  "revenue",
  "concentration",
  "consumption",
  "on_time_in_full",
  "backlog",
  "receivables",
  "dunning",
] as const;
type Known = (typeof known)[number];

function isKnown(name: string): name is Known {
  return (known as readonly string[]).includes(name);
}

const icons = {
  pipeline_by_stage: IconCoins,
  won_lost: IconChartBar,
  days_to_win: IconChartHistogram,
  top_accounts: IconStar,
  price: IconTag,
  revenue: IconTrendingUp,
  concentration: IconChartPie,
  consumption: IconChartLine,
  on_time_in_full: IconTruckDelivery,
  backlog: IconPackage,
  receivables: IconReceipt,
  dunning: IconBell,
};

export default function ReportsPage() {
  const text = useText();
  const reports = reportsOf(useMeta().reports);
  return (
    <>
      <header className="top-bar">
        <h1>{text("reports.title")}</h1>
      </header>
      <div className="reports">
        <p className="quiet">{text("reports.intro")}</p>
        {reports.length === 0 && <EmptyState title={text("reports.none")} text={text("reports.noneText")} />}
        <ul className="report-cards">
          {reports.map(({ name, label }) => {
            const Icon = isKnown(name) ? icons[name] : IconChartBar;
            return (
              <li key={name}>
                <Link className="card report-card" to="/$entity/$id" params={{ entity: "reports", id: name }}>
                  <span className="empty-icon">
                    <Icon size={20} aria-hidden />
                  </span>
                  <span>
                    <b>{label}</b>
                    {isKnown(name) && <small>{text(`reports.about.${name}`)}</small>}
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}

import type { RecordItem } from "@/api/types";
import { useText } from "@/text";
import { daysUntil, formatDay, todayText } from "@/text/format";
import { daysBetween } from "../orders/delivered";

const dayIn = (contract: RecordItem, field: string) =>
  typeof contract[field] === "string" ? (contract[field] as string) : null;

// How long the contract holds, where we are in it, and the day by which one must have decided.
export function Term({ contract }: { contract: RecordItem }) {
  const text = useText();
  const starts = dayIn(contract, "starts_on");
  const ends = dayIn(contract, "terminates_on") ?? dayIn(contract, "ends_on");
  const notice = dayIn(contract, "notice_until_on");
  if (!starts) return null;
  const length = ends ? Math.max(1, daysBetween(starts, ends)) : null;
  const placeOf = (day: string) =>
    length === null ? 0 : Math.max(0, Math.min(100, (daysBetween(starts, day) / length) * 100));
  const isRunning = contract.status === "active" || contract.status === "suspended";
  return (
    <section className="card term" aria-label={text("commerce.term.title")}>
      <p className="row term-words">
        <span className="grow">
          <TermWords contract={contract} starts={starts} ends={ends} notice={notice} isRunning={isRunning} />
        </span>
        {Number(contract.prolonged_count ?? 0) > 0 && (
          <span className="faint">
            {text("commerce.term.prolonged", { count: Number(contract.prolonged_count) })}
          </span>
        )}
      </p>
      {length !== null && ends && (
        <>
          <div className="term-track" aria-hidden>
            <i className="term-way" style={{ width: `${placeOf(todayText())}%` }} />
            {notice && notice > starts && notice < ends && (
              <>
                <i
                  className="term-notice"
                  style={{ insetInlineStart: `${placeOf(notice)}%`, width: `${100 - placeOf(notice)}%` }}
                />
                <i className="term-mark" style={{ insetInlineStart: `${placeOf(notice)}%` }} />
              </>
            )}
          </div>
          <p className="term-days faint num">
            <span>{formatDay(starts)}</span>
            {notice && notice > starts && notice < ends && (
              <span className="hide-small">
                {text("commerce.term.noticeUntil", { day: formatDay(notice) })}
              </span>
            )}
            <span>{formatDay(ends)}</span>
          </p>
        </>
      )}
    </section>
  );
}

interface TermWordsProps {
  contract: RecordItem;
  starts: string;
  ends: string | null;
  notice: string | null;
  isRunning: boolean;
}

function TermWords({ contract, starts, ends, notice, isRunning }: TermWordsProps) {
  const text = useText();
  if (typeof contract.terminates_on === "string")
    return text("commerce.term.terminates", { day: formatDay(contract.terminates_on) });
  if (!ends) return text("commerce.term.indefinite", { day: formatDay(starts) });
  const left = daysUntil(ends);
  if (left < 0 || !isRunning)
    return text(left < 0 ? "commerce.term.ended" : "commerce.term.fromTo", {
      day: formatDay(ends),
      starts: formatDay(starts),
    });
  if (typeof contract.notice_given_on === "string")
    return text("commerce.term.noticeGiven", {
      day: formatDay(ends),
      given: formatDay(contract.notice_given_on),
    });
  const days = text("commerce.term.daysLeft", { count: left });
  if (contract.prolongation !== "automatic")
    return `${text("commerce.term.ends", { day: formatDay(ends) })} ${days}`;
  return notice && daysUntil(notice) >= 0
    ? text("commerce.term.prolongsUnless", {
        day: formatDay(ends),
        notice: formatDay(notice),
        count: daysUntil(notice),
      })
    : text("commerce.term.prolongs", { day: formatDay(ends) });
}

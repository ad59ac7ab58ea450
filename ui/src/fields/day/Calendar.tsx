import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { DatePicker } from "@mantine/dates";
import { currentLanguage, useText } from "@/text";
import "./calendar.css";

interface CalendarProps {
  day: string | null;
  onPick: (day: string) => void;
}

export default function Calendar({ day, onPick }: CalendarProps) {
  const text = useText();
  return (
    <DatePicker
      className="calendar"
      ariaLabels={{
        previousMonth: text("field.previous"),
        nextMonth: text("field.next"),
        previousYear: text("field.previous"),
        nextYear: text("field.next"),
        previousDecade: text("field.previous"),
        nextDecade: text("field.next"),
      }}
      size="xs"
      locale={currentLanguage()}
      defaultDate={day ?? undefined}
      value={day}
      onChange={(next) => next && onPick(next)}
    />
  );
}

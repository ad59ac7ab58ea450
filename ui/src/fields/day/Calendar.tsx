import "@mantine/dates/styles.css";
import "dayjs/locale/ru";
import { DatePicker } from "@mantine/dates";
import { currentLanguage } from "@/text";

interface CalendarProps {
  day: string | null;
  onPick: (day: string) => void;
}

export default function Calendar({ day, onPick }: CalendarProps) {
  return (
    <DatePicker
      size="xs"
      locale={currentLanguage()}
      defaultDate={day ?? undefined}
      value={day}
      onChange={(next) => next && onPick(next)}
    />
  );
}

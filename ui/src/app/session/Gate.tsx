import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { changeLanguage, currentLanguage, useText } from "@/text";

interface GateProps {
  title: string;
  intro?: ReactNode;
  fault?: string | null;
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  children?: ReactNode;
}

// The one card that stands before the sign-in.
export function Gate({ title, intro, fault, onSubmit, children }: GateProps) {
  const text = useText();
  return (
    <main className="gate">
      <form className="card gate-card" onSubmit={onSubmit} aria-label={title}>
        <div className="row gate-head">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <Tooltip label={text("nav.language")}>
            <ActionIcon
              aria-label={text("nav.language")}
              onClick={() => void changeLanguage(currentLanguage() === "en" ? "ru" : "en")}
            >
              <IconLanguage size={17} />
            </ActionIcon>
          </Tooltip>
        </div>
        <h1>{title}</h1>
        {intro && <p>{intro}</p>}
        {fault && (
          <div role="alert" className="gate-fault">
            {fault}
          </div>
        )}
        {children}
      </form>
    </main>
  );
}

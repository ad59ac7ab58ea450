import { Modal } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useText } from "@/text";

interface DialogProps {
  title: string;
  onClose: () => void;
  size?: number | "sm" | "md" | "lg";
  children: ReactNode;
}

// A dialog lives as long as its question: it is put on the page to open it and taken off to close it.
export function Dialog({ title, onClose, size = "md", children }: DialogProps) {
  const text = useText();
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ "aria-label": text("common.close") }}
    >
      {children}
    </Modal>
  );
}

// Whoever had the focus gets it back, so that the keyboard goes on where it was.
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The trap of the dialog lets go of the focus in the same moment, so this comes a tick later.
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

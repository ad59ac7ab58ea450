import { Button, Group, PasswordInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { post, whenStepUpIsRequired } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Dialog } from "@/kit/Dialog";
import { useText } from "@/text";

interface Question {
  reason: string;
  answer: (isProven: boolean) => void;
}

// When the server wants to know that it is still the same person, the request waits here for the password and is then
// sent again: nothing that was being done is lost.
export function StepUp() {
  const text = useText();
  const [question, setQuestion] = useState<Question | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  useEffect(() => {
    whenStepUpIsRequired(
      (reason) =>
        new Promise((resolve) => {
          setFault(null);
          setQuestion({ reason, answer: resolve });
        }),
    );
    return () => whenStepUpIsRequired(() => Promise.resolve(false));
  }, []);
  if (!question) return null;

  const end = (isProven: boolean) => {
    setQuestion(null);
    question.answer(isProven);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    setSending(true);
    try {
      await post("/session/step_up", { password });
      end(true);
    } catch (error) {
      const told = isProblem(error) && error.status !== 0;
      setFault(told ? (error.fields[0]?.message ?? error.message) : text("error.unreachable"));
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog title={text("session.stepUp")} size="sm" onClose={() => end(false)}>
      <form onSubmit={submit} className="step-up">
        <p>{question.reason}</p>
        <PasswordInput
          name="password"
          label={text("session.password")}
          autoComplete="current-password"
          error={fault}
          required
          data-autofocus
          visibilityToggleButtonProps={{ "aria-label": text("session.showPassword"), tabIndex: 0 }}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={() => end(false)}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {text("session.confirm")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

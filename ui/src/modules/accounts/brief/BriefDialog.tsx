import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ActionDialogProps } from "@/records/handMade";

// A brief is a page of its own, because it is printed: of a client, or of the client before one visit.
export default function BriefDialog({ entity, record, onClose }: ActionDialogProps) {
  const navigate = useNavigate();
  // Opening is all that the button does, and it needs the router that is there only once this is drawn.
  useEffect(() => {
    void navigate({ to: "/brief", search: { of: entity.name, id: record.id } } as never);
    onClose();
  }, [navigate, entity.name, record.id, onClose]);
  return null;
}

import { Button } from "@mantine/core";
import { Monogram } from "@/kit/Avatar";
import { useText } from "@/text";

export interface Candidate {
  entity: string;
  record: { id: string; title: string };
  reasons: { field: string; message: string }[];
}

interface SimilarRecordsProps {
  candidates: Candidate[];
  onTake: (candidate: Candidate) => void;
  onForce: () => void;
}

// Before a second record of the same company is made: those that may be it.
export function SimilarRecords({ candidates, onTake, onForce }: SimilarRecordsProps) {
  const text = useText();
  return (
    <section className="card similar" role="status" aria-label={text("qualify.similar")}>
      <p>{text("qualify.similar")}</p>
      <ul>
        {candidates.map((candidate) => (
          <li key={`${candidate.entity} ${candidate.record.id}`} className="row">
            <Monogram name={candidate.record.title} size={22} />
            <span className="grow">
              <bdi>{candidate.record.title}</bdi>
              <small className="faint">{candidate.reasons.map(({ message }) => message).join(" · ")}</small>
            </span>
            <Button variant="default" size="compact-xs" onClick={() => onTake(candidate)}>
              {text("qualify.take")}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="subtle" size="compact-xs" onClick={onForce}>
        {text("qualify.force")}
      </Button>
    </section>
  );
}

// The acts of a case, newest open: which of them are open is the reader's to say.
import { useEffect, useRef, useState } from 'react';
import { ActPanel } from '../../components/mail/act-panel.tsx';
import type { DocumentUse } from '../../components/mail/document-list.tsx';
import type { CaseAct } from '../../worker/mail/case-file.ts';
import type { FetchProgress } from '../../worker/mail/download.ts';

export function CaseActs({
  acts,
  theirZone,
  wanted,
  printing,
  fetching,
  onUse,
  onTake,
  taking,
}: {
  readonly acts: readonly CaseAct[];
  readonly theirZone: string | null;
  /** The act that the address names, or ''. */
  readonly wanted: string;
  readonly printing: boolean;
  readonly fetching: readonly FetchProgress[];
  readonly onUse: DocumentUse;
  onTake(subject: string): void;
  readonly taking: boolean;
}) {
  const [chosen, choose] = useState<Readonly<Record<string, boolean>>>({});
  const newest = acts.at(-1)?.subject;
  // What was unread when it was first shown stays open when it has been read.
  const fresh = useRef(new Set<string>());
  for (const { subject, unread } of acts) if (unread) fresh.current.add(subject);
  const isOpen = (subject: string): boolean =>
    printing || (chosen[subject] ?? (subject === wanted || subject === newest || fresh.current.has(subject)));

  useEffect(() => {
    // The only act stands below what the case needs next, which has to be seen first.
    if (wanted !== '' && acts.length > 1) document.getElementById(wanted)?.scrollIntoView({ block: 'nearest' });
  }, [wanted, acts.length]);

  return (
    <div className="case-acts">
      {acts.map((act) => (
        <ActPanel
          key={act.subject}
          act={act}
          open={isOpen(act.subject)}
          onOpen={(open) => {
            if (!printing && open !== isOpen(act.subject)) choose((before) => ({ ...before, [act.subject]: open }));
          }}
          theirZone={theirZone}
          fetching={fetching}
          onUse={onUse}
          onTake={onTake}
          taking={taking}
        />
      ))}
    </div>
  );
}

// Having a document: it comes from the desk checked, and is saved or looked at; nothing unchecked ever gets an address in the browser.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskAct } from '../../bridge.ts';
import type { DocumentUse } from '../../components/mail/document-list.tsx';
import type { DeskError } from '../../fault.ts';
import type { CaseDocument } from '../../worker/mail/case-file.ts';
import type { FetchProgress } from '../../worker/mail/download.ts';

/** A window that was opened or a disk that was slow needs the address for a while. */
const KEEP_MS = 60_000;

function hand(blob: Blob, name: string, use: 'save' | 'show'): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  if (use === 'save') link.download = name;
  else link.target = '_blank';
  link.rel = 'noopener';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

export function useDocuments(): {
  readonly use: DocumentUse;
  readonly fetching: readonly FetchProgress[];
  readonly failure: DeskError | null;
  readonly told: string;
} {
  const { t } = useTranslation('mail');
  const [told, tell] = useState('');
  const { data: fetching = [] } = useDesk('progress', ['fetching'], (d) => d.mail.fetching());
  const fetch = useDeskAct((d, document: CaseDocument) => d.mail.document(document), ['mail']);
  const use: DocumentUse = (document, how) => {
    tell('');
    fetch.mutate(document, {
      onSuccess(blob) {
        hand(blob, document.name, how);
        tell(t('saved', { name: document.name }));
      },
    });
  };
  return { use, fetching, failure: fetch.error, told };
}
